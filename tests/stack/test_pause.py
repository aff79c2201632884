"""Processes that are paused, as a machine that swaps or a snapshot of it does: they wake, and find others at work."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from services.kernel.broker import HEARTBEAT_S
from services.kernel.watch import LEADER
from tests.kit.patience import SEEN_S
from tests.kit.proof import Proof
from tests.stack.ledger import Ledger
from tests.stack.operator import health, seconds_until, superuser
from tests.stack.platform import CHECKOUT, Platform

pytestmark = pytest.mark.timeout(1800)  # each takes seconds, on a machine that has them

SHORT_S = 4.0
LONG_S = HEARTBEAT_S * 3 + 20.0  # the broker gives up after two or three missed heartbeats
AWAKE_S = 3.0
STARTED_S = 60.0
LEADERS = """
    SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND l.objid = %s AND l.granted AND d.datname = current_database()"""
WEB = "platform-web"
PAUSED = ("intake-relay", "reporting-worker", "districts-worker", WEB)


@contextmanager
def paused(platform: Platform, *processes: str) -> Iterator[None]:
    """Nothing of these runs inside the block; the runner takes them for alive."""
    pids = [platform.pid(process) for process in processes]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


@contextmanager
def a_second(platform: Platform, *processes: str) -> Iterator[None]:
    """Another process of each kind beside the platform's own, ready to take over."""
    with ExitStack() as stack:
        running = [_started(platform, process, stack) for process in processes]
        yield
        for each in running:
            each.terminate()
        for each in running:
            assert each.wait(timeout=60) in {0, -signal.SIGTERM}


def _started(platform: Platform, process: str, stack: ExitStack) -> "subprocess.Popen[bytes]":
    service, _, kind = process.partition("-")
    file = platform.home / "logs" / f"second-{process}.log"
    log = stack.enter_context(file.open("wb"))
    environment = {**platform.environment, "LOTSE_PROCESS": f"second-{process}"}
    if kind == "worker":
        environment["PSYCOPG_WAIT_FUNC"] = "wait_select"
    command = [sys.executable, "-m", f"services.{service}.main", kind]
    running = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=log, stderr=log)
    stack.callback(running.kill)
    seconds_until(lambda: b"process_started" in file.read_bytes(), STARTED_S)
    return running


@pytest.mark.campaign
@pytest.mark.guarantee("G1", "G2", "G4")
def test_processes_that_pause_for_a_moment_lose_nothing(platform: Platform, tmp_path: Path, proof: Proof) -> None:
    ledger = Ledger.arrive(platform, tmp_path, seed=51)

    with ledger.writing(clients=3, per_second=20):
        for process in PAUSED:
            time.sleep(1)
            with paused(platform, process):
                time.sleep(SHORT_S)

    platform.await_web()
    proof.add("Ausfälle auf dem echten Stack", "Prozess angehalten", injected=len(PAUSED), **ledger.assert_kept())


@pytest.mark.campaign
@pytest.mark.guarantee("G1", "G2", "G4")
def test_two_relays_of_which_the_leader_sleeps_send_nothing_twice(
    platform: Platform, tmp_path: Path, proof: Proof
) -> None:
    ledger = Ledger.arrive(platform, tmp_path, seed=52)

    with a_second(platform, "intake-relay"), ledger.writing(clients=3, per_second=20):
        for _ in range(2):
            time.sleep(1)
            with paused(platform, "intake-relay"):
                assert leaders(platform) == 1
                _end_the_leader(platform)
                seconds_until(lambda: leaders(platform) == 1, STARTED_S)  # the other one, while this one sleeps
                time.sleep(SHORT_S / 2)
            _end_the_leader(platform)  # it may be either's turn again
        time.sleep(AWAKE_S)

    proof.add("Ausfälle auf dem echten Stack", "zwei Relays, eins angehalten", injected=2, **ledger.assert_kept())


def leaders(platform: Platform) -> int:
    with superuser(platform, "lotse_intake") as connection:
        return len(connection.execute(LEADERS, [LEADER]).fetchall())


def _end_the_leader(platform: Platform) -> None:
    """PostgreSQL loses patience with the session that holds the relay's lock."""
    with superuser(platform, "lotse_intake") as connection:
        for (pid,) in connection.execute(LEADERS, [LEADER]).fetchall():
            connection.execute("SELECT pg_terminate_backend(%s)", [pid])


@pytest.mark.campaign
@pytest.mark.guarantee("G1", "G2", "G4", "G5")
def test_a_worker_that_slept_through_its_heartbeats_wakes_beside_its_successor(
    platform: Platform, tmp_path: Path, proof: Proof
) -> None:
    workers = ("reporting-worker", "districts-worker", "intake-worker")
    ledger = Ledger.arrive(platform, tmp_path, seed=53)

    with a_second(platform, *workers), ledger.writing(clients=3, per_second=20):
        time.sleep(AWAKE_S)
        with paused(platform, *workers):
            time.sleep(LONG_S)
            platform.wait(180)  # the successors have taken over while the others still sleep
        time.sleep(AWAKE_S)

    proof.add(
        "Ausfälle auf dem echten Stack", "Arbeitsprozess verschläft", injected=len(workers), **ledger.assert_kept()
    )


@pytest.mark.campaign
@pytest.mark.guarantee("G1", "G2", "G4")
@pytest.mark.parametrize("process", ["intake-relay", "reporting-worker", WEB])
def test_who_slept_through_its_heartbeats_goes_on(
    platform: Platform, tmp_path: Path, proof: Proof, process: str
) -> None:
    ledger = Ledger.arrive(platform, tmp_path, seed=54)

    with ledger.writing(clients=3, per_second=20), paused(platform, process):
        if process != WEB:
            seconds_until(lambda: health(platform)["status"] == "degraded", SEEN_S)
        time.sleep(LONG_S)

    platform.await_web(60)
    proof.add("Ausfälle auf dem echten Stack", f"{process} verschläft", injected=1, **ledger.assert_kept())
