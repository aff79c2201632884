"""Every process dies at every point it can get to, comes back, and nothing is lost, doubled or made up."""

import secrets
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Final

import httpx
import pytest

from infra.processes import PROCESSES
from services.kernel.broker import DEAD
from services.kernel.points import POINTS
from services.kernel.readers import READERS
from services.kernel.roles import Role
from services.kernel.tokens import issue
from tests.kit.proof import Proof
from tests.oracle.rows import ImportFile
from tests.oracle.writing import write
from tests.stack import broker
from tests.stack.crash_points import REACHED, RELAYS, WORKERS, Way, rows
from tests.stack.ledger import Ledger
from tests.stack.people import People
from tests.stack.platform import Platform

PART: Final = "Ausfälle auf dem echten Stack"
ROW: Final = "Tod an einem benannten Punkt"
DEATH_S: Final = 600.0
RENEW_S: Final = 1.5
DISTURB_S: Final = 0.7
CALLS: Final = 10
# A slice; the campaign lets them die at every point. Of web processes make test kills one in mid import (test_faults).
EVERY: Final = pytest.mark.parametrize("every", [48, pytest.param(1, marks=pytest.mark.campaign)])

pytestmark = pytest.mark.timeout(1800)


def test_every_declared_point_is_reached_by_somebody() -> None:
    assert REACHED.keys() == POINTS.keys()
    assert all(REACHED.values())


@pytest.fixture
def ledger(platform: Platform, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Ledger]:
    platform.await_processes()
    yield Ledger.arrive(platform, tmp_path, seed=sum(request.node.name.encode()))
    platform.disarm()
    platform.renew_runner()
    platform.await_processes()
    broker.purge(platform.settings, [DEAD])
    platform.await_web()


@pytest.fixture
def people(platform: Platform, tmp_path: Path) -> People:
    return People.arrive(platform, tmp_path, seed=4, size=30)


@contextmanager
def meanwhile(*deeds: tuple[Callable[[], object], float]) -> Iterator[None]:
    """Do each deed again and again, so many seconds apart, while the block runs; a deed may fail now and then."""
    over = Event()

    def repeat(deed: Callable[[], object], every: float) -> None:
        while not over.wait(every):
            deed()

    threads = [Thread(target=repeat, args=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def await_deaths(platform: Platform, seconds: float = DEATH_S) -> None:
    """Return once everybody who was armed is dead; a new runner starts the dead at once."""
    deadline = time.monotonic() + seconds
    while platform.armed():
        assert time.monotonic() < deadline, f"alive: {sorted(platform.armed())}\n{platform.last_logs()}"
        time.sleep(RENEW_S)
        if not all(platform.running().values()):
            platform.renew_runner()


def purging(platform: Platform) -> tuple[Callable[[], object], float]:
    """So that readers find gaps."""
    return lambda: broker.purge(platform.settings, READERS), DISTURB_S


def littering(platform: Platform) -> tuple[Callable[[], object], float]:
    """So that consumers meet what is no envelope."""
    return lambda: broker.litter(platform.settings, READERS), DISTURB_S


def die(platform: Platform, point: str, *arguments: str) -> None:
    """Call the command line until it dies at that point; it may find the locks of its last death for a moment."""
    platform.arm("cli", point)
    for _ in range(CALLS):
        done = platform.lotse(*arguments, statuses=(-signal.SIGKILL, 1))
        if f"cli.{point}" not in platform.armed():
            assert done.returncode == -signal.SIGKILL
            return
        time.sleep(1)
    raise AssertionError(f"{arguments} does not get to {point}")


def send_file(people: People, file: ImportFile) -> None:
    """Send a file over HTTP until it is answered."""
    platform = people.platform
    token = issue(platform.settings, people.district, Role.KOORDINATION, "cli:test")
    address = f"{platform.address}/intake/operations/{people.operation}/imports/{file.kind}"
    content = write(file, people.folder).read_bytes()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/octet-stream"}
    deadline = time.monotonic() + DEATH_S
    while time.monotonic() < deadline:
        try:
            answer = httpx.post(address, content=content, headers=headers, timeout=60, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.5)
            continue
        assert answer.status_code == 200, answer.text
        return
    raise AssertionError("the file was never answered")


@EVERY
@pytest.mark.guarantee("G1", "G2", "G3", "G4", "G5")
def test_relays_and_workers_that_die_at_their_points_under_load_lose_nothing(
    ledger: Ledger, proof: Proof, every: int
) -> None:
    platform = ledger.platform
    points = [(process, point) for process, point in rows("load", "gap", "garbage") if process in RELAYS + WORKERS]
    deaths = points[::every]
    for process, point in deaths:
        platform.arm(process, point)

    with ledger.writing(), meanwhile(purging(platform), littering(platform)):
        await_deaths(platform)
    platform.renew_runner()

    proof.add(PART, ROW, injected=len(deaths), **ledger.assert_kept())


@pytest.mark.campaign
@pytest.mark.guarantee("G1", "G2", "G10")
def test_a_web_process_that_dies_at_its_points_under_load_loses_nothing(
    ledger: Ledger, people: People, proof: Proof
) -> None:
    platform = ledger.platform
    deaths = [(process, point) for process, point in rows("load", "file") if process == "platform-web"]
    for process, point in deaths:
        platform.arm(process, point)

    with ledger.writing(), ThreadPoolExecutor() as beside:
        sent = beside.submit(send_file, people, people.population.files[0])
        await_deaths(platform)
        sent.result()
    platform.renew_runner()
    platform.await_web(120)
    people.import_all()

    proof.add(PART, ROW, injected=len(deaths), **ledger.assert_kept())
    people.assert_right()


@pytest.mark.campaign
@pytest.mark.guarantee("G1", "G2", "G3")
def test_a_command_line_that_dies_at_every_point_is_simply_called_again(
    ledger: Ledger, people: People, proof: Proof
) -> None:
    platform, another = ledger.platform, f"kreis-{secrets.token_hex(3)}"
    opening = ("district", "add", another, "--name", "Noch ein Landkreis")
    rebuilding = ("rebuild", "--district", ledger.district)
    points = {way: [point for _, point in rows(way)] for way in ("import", "district", "rebuild")}

    def die_importing(number: int) -> None:
        if number < len(points["import"]):
            die(platform, points["import"][number], *people.command(people.population.files[number]))

    with ledger.writing(per_second=20):
        people.import_all(between=die_importing)
        for point in sorted(points["district"], key=first_without_schema):
            die(platform, point, *opening)
        for point in points["rebuild"]:
            die(platform, point, *rebuilding)
    for arguments in (opening, rebuilding):
        platform.lotse(*arguments)

    proof.add(PART, ROW, injected=sum(map(len, points.values())), **ledger.assert_kept())
    people.assert_right()
    assert_usable(platform, another)


def first_without_schema(point: str) -> bool:
    """The order in which a new district gets to these points, so that each death leaves another half of it."""
    return not point.startswith("district.")


def assert_usable(platform: Platform, district: str) -> None:
    """A district that took many calls to open is like any other: it has an operation in a moment."""
    period = ("--from", "2022-01-01", "--to", "2027-12-31")
    platform.lotse("operation", "add", "thinka", "--district", district, "--name", "ThINKA", *period)
    platform.lotse("report", "esf", "--district", district, "--operation", "thinka", "--as-of", "2026-06-30")


# --- campaign: each alone, at any hit; and without any order ------------------------

HITS: Final = 3
LATEST_HIT: Final[dict[Way, int]] = {"load": 40, "gap": 3, "garbage": 1}
KILL_S: Final = 600.0


@pytest.mark.campaign
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("way", LATEST_HIT)
def test_each_death_alone_and_at_any_hit_loses_nothing(ledger: Ledger, proof: Proof, way: Way) -> None:
    platform, rng = ledger.platform, Random(f"hits {way}")
    disturbance = {"gap": [purging(platform)], "garbage": [littering(platform)]}.get(way, [])
    for process, point in rows(way):
        if process == "cli":
            continue
        for _ in range(HITS):
            platform.arm(process, point, at=rng.randint(1, LATEST_HIT[way]))
            with ledger.writing(), meanwhile(*disturbance):
                await_deaths(platform)
            kept = ledger.assert_kept()
            proof.add(PART, ROW, injected=1, lost=kept["lost"], doubled=kept["doubled"], foreign=kept["foreign"])


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(1, 3))
def test_ten_minutes_of_random_kills_lose_nothing(ledger: Ledger, proof: Proof, seed: int) -> None:
    platform, rng, kills = ledger.platform, Random(f"kills {seed}"), 0
    names = [process.name for process in PROCESSES]
    deadline = time.monotonic() + KILL_S

    with ledger.writing():
        while time.monotonic() < deadline:
            living = [name for name in names if platform.running()[name]]
            for name in rng.sample(living, min(len(living), rng.choice((1, 1, 2, 5)))):
                platform.kill(name)
                kills += 1
            time.sleep(rng.uniform(0.1, 6))
            platform.renew_runner()

    proof.add(PART, "kill -9 beliebiger Prozesse", injected=kills, **ledger.assert_kept())
