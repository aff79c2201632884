"""One run: a seed in, everything that went wrong, was counted and was broken out."""

import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

import structlog

from services.kernel import points
from services.kernel.log import LogRow
from tests.simulation import cast
from tests.simulation.broker import Broker
from tests.simulation.clients import Client
from tests.simulation.clock import Clock
from tests.simulation.database import Database, Schema
from tests.simulation.domain import DISTRICTS, Defects, Projections
from tests.simulation.faults import CRASH_POINTS, RESTORED, Faults
from tests.simulation.incidents import Incidents
from tests.simulation.invariants import broken_promises, lacking
from tests.simulation.log import rows_of
from tests.simulation.poison import Poison
from tests.simulation.processes import Boot, Process
from tests.simulation.rare_paths import RarePaths

STORM_S: Final = 20.0  # virtual seconds in which faults strike
REST_S: Final = 240.0  # in which everything must have come to rest afterwards
DATABASES: Final = ("intake", "districts", "reporting")
PROCESSES: Final[dict[str, Boot]] = {
    "intake-web": partial(cast.boot_web, "intake"),
    "districts-web": partial(cast.boot_web, "districts"),
    "intake-relay": partial(cast.boot_relay, "intake"),
    "intake-relay-2": partial(cast.boot_relay, "intake"),
    "districts-relay": partial(cast.boot_relay, "districts"),
    "intake-worker": cast.boot_intake,
    "districts-worker": cast.boot_districts,
    "reporting-worker": cast.boot_reporting,
    "reporting-worker-2": cast.boot_reporting,
    "operator": cast.boot_operator,
}


@dataclass(frozen=True, slots=True)
class Report:
    """What one seed gave; ``struck`` counts faults by kind, ``broken`` is empty when every promise was kept."""

    seed: int
    struck: dict[str, int]
    seen: dict[str, int]
    broken: list[str]
    facts: int
    commands: int
    trace: list[str]

    @property
    def faults(self) -> int:
        return sum(self.struck.values())


class World:
    """Servers, processes and people of one run."""

    def __init__(self, seed: int, *, traced: bool = False) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.clock = Clock(self.chance)
        self.rare = RarePaths()
        self.faults = Faults(self.chance, point=CRASH_POINTS[seed % len(CRASH_POINTS)])
        self.defects = Defects()
        self.projections = Projections(self.defects)
        self.lines: list[str] = []
        self._traced = traced
        self.databases = {name: self._database(name) for name in DATABASES}
        self.broker = Broker(self)
        self.poison = Poison(self)
        self.old_logs: dict[str, list[LogRow]] = {}  # intake's, by district, as they were before a restore
        self.clients = list(self._people())
        self.processes = {name: Process(self, name, boot) for name, boot in PROCESSES.items()}
        self.incidents = Incidents(self)

    def new_id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128))

    def trace(self, who: str, what: str) -> None:
        if self._traced:
            self.lines.append(f"{self.clock.now:10.4f} {who}: {what}")

    def drop(self, process: Process) -> None:
        """Its connections are gone."""
        for database in self.databases.values():
            database.drop(process)
        self.broker.drop(process)

    def live(self) -> None:
        """A storm, then healing, then rest."""
        self.incidents.begin(restored=RESTORED if self.seed % 4 == 0 else None)
        self.clock.run(STORM_S)
        self.faults.on = False
        self.incidents.heal()
        self.clock.run(self.clock.now + REST_S, done=lambda: not lacking(self))

    def report(self) -> Report:
        broken = [*self.clock.failed, *broken_promises(self)]
        facts = sum(len(rows) for rows in self._logs())
        commands = sum(len(client.answers) for client in self.clients)
        struck, seen = dict(self.faults.struck), dict(self.rare.seen)
        return Report(self.seed, struck, seen, broken, facts, commands, self.lines)

    def _logs(self) -> Iterator[list[LogRow]]:
        for service in ("intake", "districts"):
            for schema in self.databases[service].schemas.values():
                yield rows_of(schema)

    def _database(self, name: str) -> Database:
        return Database(name, {district: Schema(self.new_id()) for district in DISTRICTS})

    def _people(self) -> Iterator[Client]:
        for service, number, left in (("intake", 4, 24), ("districts", 1, 16)):
            for district in DISTRICTS:
                for count in range(number):
                    name = f"{service}-{district}-{count}"
                    yield Client(name, service, district, self.chance, self.new_id, left)


def run(seed: int, *, traced: bool = False) -> Report:
    """The whole run of a seed; the same seed gives the same run."""
    random.seed(seed)  # the product's own chance: Backoff
    world = World(seed, traced=traced)
    with _listening(world):
        world.live()
        return world.report()


@contextmanager
def _listening(world: World) -> Iterator[None]:
    """Named points and log lines of the product come to this world."""

    def reached(point: str) -> None:
        thread = world.clock.current
        if thread is not None:
            thread.owner.reached(point)

    before = structlog.get_config()
    structlog.configure(
        processors=[world.rare.hear],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),  # rare paths are told at any level
        cache_logger_on_first_use=False,
    )
    end = points.watch(reached)
    try:
        yield
    finally:
        end()
        structlog.configure(**before)
