"""Who is in a run: the production classes of web, relays and workers, each on the simulated ports."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from services.kernel.broker import Publisher
from services.kernel.delivery import Delivery
from services.kernel.envelope import Envelope
from services.kernel.follow import LogFollower
from services.kernel.group import GroupCommit
from services.kernel.handing_over import BatchConsumer
from services.kernel.keys import NoKeys
from services.kernel.mapper import FactMapper
from services.kernel.policy import PASSING, PolicyRunner
from services.kernel.projection import History, ProjectionRunner, folded
from services.kernel.reader import Apply, BatchReader
from services.kernel.relay import Relay
from services.kernel.store import EventStore
from services.kernel.watch import GONE
from tests.simulation.broker import SimSession, Wire
from tests.simulation.clock import Signal
from tests.simulation.database import Database, Transaction
from tests.simulation.domain import DISTRICTS, KEYS, ids_of, opened_envelopes, policies_of
from tests.simulation.log import SimLog
from tests.simulation.processes import Process, SimFeed
from tests.simulation.tables import (
    SimConnection,
    SimJournalHistory,
    SimOwnLog,
    SimPlace,
    SimReaderDatabase,
    SimRelayPositions,
    append_to_journal,
    parked_in,
    write_table,
)
from tests.simulation.watch import SimWatch

WINDOW: Final = 4
BATCH: Final = 6
FOLDED_AT_ONCE: Final = 8
CHECK_S: Final = 1.5
RETRY_S: Final = 2.5
SOURCES: Final = {"reporting.journal": ("districts", "intake"), "intake.projections": ("districts",)}
MAPPER: Final = FactMapper(NoKeys())


def new_store(process: Process, service: str) -> EventStore:
    """One of its own log, with one group for all threads of the process."""
    log = SimLog(process, process.world.databases[service])
    grouped = GroupCommit(log, new_event=partial(Signal, process.world.clock))
    world = process.world
    pause = lambda longest: world.clock.suspend(world.chance.uniform(0, longest))  # noqa: E731
    return EventStore(log, MAPPER, grouped, new_id=world.new_id, pause=pause)


def boot_web(service: str, process: Process) -> None:
    store = new_store(process, service)
    for client in process.world.clients:
        if client.service == service:
            process.run(client.name, partial(client.serve, store, process.stopping))


def boot_relay(service: str, process: Process) -> None:
    world, database = process.world, process.world.databases[service]
    relay = Relay(
        service,
        KEYS[service],
        SimLog(process, database),
        SimRelayPositions(process, database),
        watch=partial(SimWatch, process, database),
        publisher=lambda: Publisher(
            process.name,
            window=WINDOW,
            opened=lambda _: Wire(process, world.broker),  # type: ignore[arg-type, return-value]
            clock=world.clock.monotonic,
        ),
        stop=process.stopping,
        clock=world.clock.monotonic,
    )
    process.told_to_stop = [relay.stop]
    process.run("relay", relay.run)


def boot_intake(process: Process) -> None:
    world, own = process.world, process.world.databases["intake"]
    _read(process, "intake.projections", partial(_apply_opened, process))
    _follow(process, own, SimOwnLog("intake"), world.projections.states)


def boot_districts(process: Process) -> None:
    _read(process, "districts.policies", _policy_runner(process).apply)


def boot_reporting(process: Process) -> None:
    world, own = process.world, process.world.databases["reporting"]
    _read(process, "reporting.journal", append_to_journal)
    _follow(process, own, SimJournalHistory(), world.projections.reported)


def boot_operator(process: Process) -> None:
    """Tries what is parked again, now and then."""
    database, runner = process.world.databases["districts"], _policy_runner(process)

    def retry() -> None:
        while not process.stopping.wait(RETRY_S):
            for district in DISTRICTS:
                try:
                    with database.transaction(process, district, "operator") as transaction:
                        done, _ = runner.retry(transaction, district)
                except PASSING:
                    continue
                if done:
                    process.world.rare.saw("parked, then done")

    process.run("retry", retry)


def _policy_runner(process: Process) -> PolicyRunner:
    store = new_store(process, "districts")
    policies = policies_of(process.world.defects)
    return PolicyRunner("districts.policies", policies, store, ids_of, parked_in)


def _apply_opened(
    process: Process, transaction: Transaction, _district: str, source: str, envelopes: Sequence[Envelope]
) -> None:
    if process.world.defects.apply:
        raise KeyError("the reader does not know this fact")
    for table, changes in folded(process.world.projections.opened, opened_envelopes(source, envelopes)).items():
        write_table(transaction, table, changes)


def _read(process: Process, queue: str, apply: Apply) -> None:
    """A queue's consumer and its reader's checks, as kernel.consume and kernel.worker run them."""
    world, service = process.world, queue.partition(".")[0]
    database = world.databases[service]
    reader = BatchReader(
        queue,
        service,
        apply,
        SimFeed(process),
        database=SimReaderDatabase(process, database),
        key_of=KEYS.__getitem__,
        sources=SOURCES.get(queue),
        stored=database.tell,
    )
    handle = _Watched(process, reader)
    opened = partial(SimSession, process, world.broker, queue, 2 * BATCH)
    consumer = BatchConsumer(queue, opened, handle, process.stopping, batch=BATCH)

    def check() -> None:
        while not process.stopping.wait(CHECK_S):
            try:
                reader.check()
            except GONE:
                continue

    process.run("consumer", consumer.run)
    process.run("check", check)


class _Watched:
    """The handler of a queue; notices when a batch that failed together is handed over one by one."""

    def __init__(self, process: Process, reader: BatchReader) -> None:
        self._process = process
        self._reader = reader
        self._failed = 0
        self._size = 0

    def __call__(self, deliveries: Sequence[Delivery]) -> None:
        if self._failed >= 3 and len(deliveries) == 1 < self._size:
            self._process.world.rare.saw("one by one after three failures")
        self._size = len(deliveries)
        try:
            self._reader.receive(deliveries)
        except GONE:
            self._failed += 1
            raise
        self._failed = 0


def _follow(process: Process, database: Database, history: History, projection: Any) -> None:
    runner = ProjectionRunner(history, MAPPER.open, (projection,), batch=FOLDED_AT_ONCE)

    def step(district: str) -> None:
        standings = runner.catch_up(SimConnection(process, database), district, SimPlace(district))
        if any(standing.stopped is not None for standing in standings.values()):
            process.world.rare.saw("projection stopped")

    follower = LogFollower(partial(SimWatch, process, database), step)
    process.run("follower", partial(follower.run, process.stopping))
