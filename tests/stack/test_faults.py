"""Faults on the real stack, each followed by the same comparison: nothing lost, nothing counted twice."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from infra.servers import Servers
from services.kernel.readers import READERS
from tests.stack import broker
from tests.stack.people import People
from tests.stack.platform import Platform

SIZE = 250
PROCESSES = ("platform-web", "intake-relay", "reporting-worker", "districts-relay", "intake-worker", "districts-worker")


@pytest.fixture
def people(platform: Platform, tmp_path: Path, request: pytest.FixtureRequest) -> People:
    return People.arrive(platform, tmp_path, seed=sum(request.node.name.encode()), size=SIZE)


@contextmanager
def again_and_again(fault: object, every: float) -> Iterator[None]:
    """Repeat a fault in the background while the block runs, at least once."""
    assert callable(fault)
    over = Event()

    def strike() -> None:
        while True:
            fault()
            if over.wait(every):
                return

    thread = Thread(target=strike)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def wait_for_another(platform: Platform, process: str, than: int, seconds: float = 40) -> None:
    """The runner starts a process anew; ends when another pid stands in the pid file."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if platform.pid(process) != than:
                return
        except (FileNotFoundError, ValueError, IndexError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"{process} did not come back")


@pytest.mark.guarantee("G1", "G2")
@pytest.mark.parametrize(
    "process",
    [
        "platform-web",
        *(pytest.param(each, marks=pytest.mark.campaign) for each in ("intake-relay", "reporting-worker")),
    ],
)
def test_a_process_killed_during_an_import_loses_nothing(people: People, process: str) -> None:
    platform = people.platform

    def kill() -> None:
        wait_for_another(platform, process, than=platform.kill(process))

    with again_and_again(kill, every=2):
        people.import_all()

    people.assert_right()


@pytest.mark.guarantee("G1", "G2")
def test_everything_killed_at_once_loses_nothing(people: People) -> None:
    def kill_all(number: int) -> None:
        if number == 3:
            for process in PROCESSES:
                people.platform.kill(process)

    people.import_all(between=kill_all)

    people.assert_right()


@pytest.mark.campaign
@pytest.mark.guarantee("G10")
def test_an_import_that_was_killed_is_simply_run_again(people: People) -> None:
    def kill_an_import(number: int) -> None:
        file = people.population.files[number]
        running = people.platform.start_lotse(*people.command(file))
        try:
            running.wait(timeout=1.2)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()

    people.import_all(between=kill_an_import)

    people.assert_right()


@pytest.mark.guarantee("G1", "G2")
def test_a_broker_that_crashes_and_comes_back_loses_nothing(people: People) -> None:
    servers = Servers(people.platform.home)

    def crash(number: int) -> None:
        if number == 1:
            broker.kill(people.platform.home)
        if number == 5:
            servers.start_broker()

    people.import_all(between=crash)

    people.assert_right()


@pytest.mark.campaign
@pytest.mark.guarantee("G1")
def test_without_the_broker_commands_are_still_accepted(people: People) -> None:
    broker.kill(people.platform.home)
    try:
        people.import_file(people.population.files[0])
    finally:
        Servers(people.platform.home).start_broker()

    for file in people.population.files[1:]:
        people.import_file(file)
    people.assert_right()


@pytest.mark.campaign
@pytest.mark.guarantee("G1", "G2")
def test_a_purged_queue_is_made_good_from_the_feed(people: People) -> None:
    with again_and_again(lambda: broker.purge(people.platform.settings, READERS), every=0.3):
        people.import_all()

    people.assert_right()


@pytest.mark.campaign
@pytest.mark.guarantee("G1")
def test_a_database_restart_loses_nothing(people: People) -> None:
    servers = Servers(people.platform.home)

    def restart(number: int) -> None:
        if number in {2, 6}:
            broker.restart_database(servers)

    people.import_all(between=restart)

    people.assert_right()


@pytest.mark.campaign
def test_a_database_that_crashes_during_an_import_is_simply_imported_again(people: People) -> None:
    servers = Servers(people.platform.home)
    file = people.population.files[0]
    running = people.platform.start_lotse(*people.command(file))
    time.sleep(1.2)
    broker.crash_database(servers)
    running.wait(timeout=120)

    people.import_all()

    people.assert_right()


@pytest.mark.campaign
@pytest.mark.guarantee("G1", "G2")
def test_sigterm_under_load_loses_nothing(people: People) -> None:
    platform = people.platform

    def terminate(number: int) -> None:
        if number in {1, 4, 7}:
            for process in PROCESSES:
                with suppress(ProcessLookupError):  # still down from the last time
                    platform.kill(process, signal.SIGTERM)

    people.import_all(between=terminate)

    people.assert_right()


@pytest.mark.campaign
def test_the_whole_platform_stopped_and_started_knows_the_same(people: People) -> None:
    people.import_all(between=lambda number: people.platform.down() if number == len(people.population.files) else None)
    people.assert_right()

    people.platform.down()
    people.platform.up()

    people.assert_right()


def test_health_tells_what_is_stored_published_and_processed(people: People) -> None:
    people.import_file(people.population.files[0])
    people.platform.wait()

    health = httpx.get(f"{people.platform.address}/health", timeout=10).json()
    intake = health["services"]["intake"]

    assert health["status"] == "ok"
    assert intake["stored"] == intake["published"] == intake["processed"]["reporting"] > 0
    assert intake["lag"] == 0
