"""Clocks that jump and drift: PostgreSQL's, which records, and that of the processes, which read tokens and wait."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from psycopg.sql import SQL, Identifier

from infra.failure import Failure
from infra.processes import PROCESSES, Process
from infra.runner.control import stop_runner
from infra.servers import Servers, postgres, stop_servers
from infra.servers.ports import free_port
from infra.servers.privileges import Account, account
from services.kernel.district import schema_of
from services.kernel.roles import Role
from services.kernel.tokens import issue
from tests.kit.proof import Proof
from tests.stack.faketime import Clock, library
from tests.stack.ledger import Ledger
from tests.stack.operator import superuser
from tests.stack.platform import CHECKOUT, Platform

pytestmark = pytest.mark.timeout(1800)  # each takes seconds, on a machine that has them

HOUR, DAY = 3600.0, 86400.0
SMALL = (0.2, -0.2, 2.0, -2.0)  # what an hour's correction by NTP may be; tokens forgive 5 s
NOTICED_S = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocked(Platform):
    """A platform whose clocks are set by files: one for PostgreSQL, one for everything we wrote."""

    library: Path
    database: Clock
    processes: Clock

    @property
    def environment(self) -> Mapping[str, str]:
        return {**self.usual.environment, **self.processes.of_python()}

    @property
    def usual(self) -> Platform:
        """The same platform for the operator, whose clock is right."""
        return Platform(self.home, self.port)

    def up(self) -> None:
        """Set up as usual, then PostgreSQL and the processes anew, each with its clock."""
        self.usual.up()
        stop_runner(self.settings)
        stop_servers(self.home)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(postgres, "account", self._account)
            Servers(self.home).start_database()
        Servers(self.home).start_broker()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Every process of the list, without a runner: this clock is the processes' alone."""
        with ExitStack() as stack:
            started = [self._started(process, stack) for process in PROCESSES]
            self.await_web(400)
            yield
            for each in started:
                each.terminate()
            for each in started:
                each.wait(timeout=60)

    def _started(self, process: Process, stack: ExitStack) -> "subprocess.Popen[bytes]":
        log = stack.enter_context((self.home / "logs" / f"clocked-{process.name}.log").open("wb"))
        command = [sys.executable, *process.command[1:]]
        environment = {**self.environment, **process.environment}
        running = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=log, stderr=log)
        stack.callback(running.kill)
        return running

    def _account(self, paths: Sequence[Path]) -> Account:
        """The user PostgreSQL runs as puts on the clock, not who becomes that user."""
        usual = account(paths)
        clock = [f"{name}={value}" for name, value in self.database.of_postgres(self.library).items()]
        return replace(usual, prefix=(*usual.prefix, "env", *clock))


@pytest.fixture(scope="module")
def clocked() -> Iterator[Clocked]:
    """Up, empty, and every clock right."""
    try:
        found = library()
    except Failure as failure:
        pytest.skip(f"no libfaketime: {failure}")
    home = Path(tempfile.mkdtemp(prefix="lotse-clock-"))
    home.chmod(0o755)
    database, processes = (Clock(home / f"{name}.clock") for name in ("database", "processes"))
    for clock in (database, processes):
        clock.differ(0)
    platform = Clocked(home, free_port(), library=found, database=database, processes=processes)
    try:
        platform.up()
        with platform.at_work():
            yield platform
    finally:
        platform.usual.infra("clean")
        shutil.rmtree(home, ignore_errors=True)


@pytest.mark.campaign
@pytest.mark.server
@pytest.mark.guarantee("G1", "G2", "G4")
def test_a_database_whose_clock_jumps_records_in_order(clocked: Clocked, tmp_path: Path, proof: Proof) -> None:
    ledger = Ledger.arrive(clocked, tmp_path, seed=41)
    jumps = [(-HOUR, 1.0), *((step, 1.0) for step in SMALL), (0.0, 1.2), (0.0, 0.8)]

    with ledger.writing(clients=3, per_second=20):
        time.sleep(2 * NOTICED_S)
        for seconds, speed in jumps:
            clocked.database.differ(seconds, speed=speed)
            time.sleep(NOTICED_S)
        _its_clock_differs(clocked, -HOUR)
        clocked.database.differ(DAY)  # last: who asks for knowledge of tomorrow is refused
        time.sleep(NOTICED_S)
        clocked.database.differ(0)
        time.sleep(NOTICED_S)

    figures = ledger.assert_kept()  # also that recorded times rise
    times = _recorded(clocked, ledger.district)
    assert all(before < after for before, after in pairwise(times))
    _every_moment_knows_what_was_recorded_by_then(ledger, times)
    proof.add("Ausfälle auf dem echten Stack", "Uhr der Datenbank springt", injected=len(jumps) + 2, **figures)


def _its_clock_differs(clocked: Clocked, seconds: float) -> None:
    """The harness is not blind: PostgreSQL really believes it."""
    clocked.database.differ(seconds)
    time.sleep(NOTICED_S)
    with superuser(clocked) as connection:
        (told,) = connection.execute("SELECT extract(epoch FROM clock_timestamp())").fetchone() or (0,)
    assert abs(float(told) - time.time() - seconds) < 60
    clocked.database.differ(0)


def _recorded(platform: Platform, district: str) -> list[datetime]:
    statement = SQL("SELECT recorded FROM {}.log ORDER BY position").format(Identifier(schema_of(district)))
    with superuser(platform, "lotse_intake") as connection:
        return [recorded for (recorded,) in connection.execute(statement)]


def _every_moment_knows_what_was_recorded_by_then(ledger: Ledger, times: list[datetime]) -> None:
    past = [number for number, moment in enumerate(times, start=1) if moment.timestamp() < time.time()]
    assert len(past) > 20
    for number in past[:: len(past) // 10]:
        known = {"as_of": "2026-06-30", "known_at": times[number - 1].isoformat()}
        address = f"{ledger.platform.address}/reporting/operations/{ledger.operation.key}/reports/esf"
        answer = httpx.get(address, params=known, headers=ledger.headers(), timeout=60, trust_env=False)
        assert answer.json()["positions"]["intake"] == number, answer.text


@pytest.mark.campaign
@pytest.mark.server
@pytest.mark.guarantee("G1", "G2")
def test_processes_whose_clock_jumps_neither_stand_still_nor_lose(
    clocked: Clocked, tmp_path: Path, proof: Proof
) -> None:
    ledger = Ledger.arrive(clocked, tmp_path, seed=42)
    with ledger.writing(clients=3, per_second=20):
        for seconds in (*SMALL, 4.0, -4.0, 0.0):
            clocked.processes.differ(seconds)
            time.sleep(NOTICED_S)
    figures = ledger.assert_kept()

    for seconds in (-HOUR, DAY):
        clocked.processes.differ(seconds)
        time.sleep(NOTICED_S)
        _everything_still_moves(clocked, ledger.district)
        _only_a_token_of_today_counts(clocked, ledger.district)
    clocked.processes.differ(0)
    time.sleep(NOTICED_S)
    assert _asks(clocked, issue(clocked.settings, ledger.district, Role.KOORDINATION, "cli:test")) == 200
    proof.add("Ausfälle auf dem echten Stack", "Uhr der Prozesse springt", injected=len(SMALL) + 5, **figures)


def _everything_still_moves(clocked: Clocked, district: str) -> None:
    """Stored, published, read and folded: no loop waits for a time that does not come."""
    address = f"{clocked.address}/districts/rural-municipalities"
    (token,) = clocked.lotse("token", "--district", district, "--role", "betrieb").stdout.split()
    body: dict[str, Any] = {"ags": [f"160{os.urandom(3)[0]:05d}"]}
    answer = httpx.post(address, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=60, trust_env=False)
    assert answer.status_code == 201, answer.text
    clocked.wait(60)


def _only_a_token_of_today_counts(clocked: Clocked, district: str) -> None:
    (fresh,) = clocked.lotse("token", "--district", district, "--role", "koordination").stdout.split()
    assert _asks(clocked, fresh) == 200
    assert _asks(clocked, issue(clocked.settings, district, Role.KOORDINATION, "cli:test")) == 401


def _asks(clocked: Clocked, token: str) -> int:
    address = f"{clocked.address}/districts/operations"
    return httpx.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=60, trust_env=False).status_code
