"""How far each service is: stored, published, read by others. Sums over districts, asked from the databases.

And what waits for a person: facts that were parked, letters that were dead.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from psycopg.sql import SQL

from services.kernel.broker_watch import BrokerSeen
from services.kernel.database import DatabaseDown, Pool, pool
from services.kernel.district import district as enter
from services.kernel.readers import READERS
from services.kernel.registry import registered_districts
from services.kernel.settings import SERVICES, Settings
from services.kernel.watch import LEADER

KEPT_S: Final = 0.5
# Nothing moves although something waits: after this long a reader or relay counts as stopped, and within ten seconds
# whoever asks is told.
STANDSTILL_S: Final = 8.0
JOURNAL_READER: Final = "reporting.journal"
JOURNAL: Final = "journal"  # the source of what folds the journal, not a queue

RELAY_ALIVE: Final = """
    SELECT EXISTS (
        SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND l.objid = %s AND l.granted AND d.datname = current_database()
    )"""
LOG: Final = SQL("""
    SELECT h.position, r.position, r.stopped IS NOT NULL FROM {0}.log_head h, {0}.relay_position r""")
PARKED: Final = SQL("SELECT count(*) FROM {}.parked")
READ: Final = SQL("SELECT reader, source, position, stopped IS NOT NULL FROM {}.reader_positions")

Reading = tuple[str, str]  # (service that reads, service that is read)


@dataclass(slots=True)
class Figures:
    """What was found in one service's database; ``read`` sums the slowest reader of each source over districts."""

    stored: int = 0
    published: int = 0
    relay_runs: bool = False
    stopped: bool = False
    unfolded: int = 0
    parked: int = 0
    read: dict[str, int] = field(default_factory=lambda: defaultdict(int))


@dataclass(frozen=True, slots=True)
class Health:
    """The answer of ``/health``; whatever waits for a person keeps it from being ok.

    ``mails`` wait for the mail server, or for one to be set up: that is told and keeps nothing from flowing.
    """

    flows: bool
    services: Mapping[str, Mapping[str, Any]]
    parked: int
    broker: BrokerSeen
    mails: int = 0

    @property
    def ok(self) -> bool:
        return self.flows and self.parked == 0 and self.broker.well

    def document(self) -> dict[str, Any]:
        return {
            "status": "ok" if self.ok else "degraded",
            "services": dict(self.services),
            "parked": self.parked,
            "broker": "reachable" if self.broker.reachable else "unreachable",
            "dead_letters": self.broker.dead_letters,
            "mails": self.mails,
        }


class HealthCheck:
    """Asks the databases at most twice a second, however often it is asked itself; the broker is watched beside it."""

    def __init__(
        self,
        settings: Settings,
        broker: Callable[[], BrokerSeen],
        services: Iterable[str] = SERVICES,
        mails: Callable[[], int] = int,
    ) -> None:
        self._settings = settings
        self._broker = broker
        self._services = tuple(services)
        self._mails = mails
        self._lock = Lock()
        self._found: Health | DatabaseDown | None = None
        self._at = 0.0
        self._moved: dict[Reading, tuple[int, float]] = {}

    def look(self) -> Health:
        """The state of all services; raises DatabaseDown."""
        came = time.monotonic()
        with self._lock:
            if not self._still_holds(came):
                self._found = self._asked()
                self._at = time.monotonic()
            found = self._found
        assert found is not None, "asked above"
        if isinstance(found, DatabaseDown):
            raise DatabaseDown(str(found))
        return found

    def _still_holds(self, came: float) -> bool:
        """What was seen, for a moment; that nothing was, only for those who queued: it may be back already."""
        if isinstance(self._found, DatabaseDown):
            return self._at > came
        return self._found is not None and came - self._at <= KEPT_S

    def _asked(self) -> Health | DatabaseDown:
        """An answer as well: those who queue for it must not each wait for another."""
        try:
            return self._ask()
        except DatabaseDown as down:
            return down

    def _ask(self) -> Health:
        figures = {name: self._figures(name) for name in self._services}
        answers = {name: _answer(name, figures) for name in self._services}
        stopped = any(each.stopped or not each.relay_runs for each in figures.values())
        return Health(
            flows=not (stopped | self._stands_still(answers)),
            services=answers,
            parked=sum(each.parked for each in figures.values()),
            broker=self._broker(),
            mails=self._mails(),
        )

    def _figures(self, service: str) -> Figures:
        connections = pool(self._settings.service_database_url(service))
        figures = Figures()
        with connections.transaction() as connection:
            (figures.relay_runs,) = connection.execute(RELAY_ALIVE, [LEADER]).fetchone() or (False,)
            districts = [each.key for each in registered_districts(connection)]
        for district in districts:
            _add(connections, district, figures)
        return figures

    def _stands_still(self, answers: Mapping[str, Mapping[str, Any]]) -> bool:
        """Whether something waits and nothing of it has moved for a while; also catches killed processes."""
        found = False
        for source, answer in answers.items():
            goals = {"": answer["published"], **answer["processed"]}
            for who, position in goals.items():
                waits = position < answer["stored"]
                found |= self._has_not_moved((who, source), position) and waits
        return found

    def _has_not_moved(self, reading: Reading, position: int) -> bool:
        now = time.monotonic()
        last, since = self._moved.get(reading, (-1, now))
        if last != position:
            self._moved[reading] = (position, now)
            return False
        return now - since > STANDSTILL_S


def _add(connections: Pool, district: str, figures: Figures) -> None:
    with connections.transaction() as connection, enter(connection, district) as schema:
        with connection.pipeline():
            log = connection.execute(LOG.format(schema))
            read = connection.execute(READ.format(schema))
            parked = connection.execute(PARKED.format(schema))
        stored, published, relay_stopped = log.fetchone() or (0, 0, False)
        figures.stored += stored
        figures.published += published
        figures.stopped |= relay_stopped
        figures.parked += (parked.fetchone() or (0,))[0]
        _add_readers(read.fetchall(), figures)


def _add_readers(rows: list[tuple[str, str, int, bool]], figures: Figures) -> None:
    slowest: dict[str, int] = {}
    journal = 0
    for reader, source, position, stopped in rows:
        slowest[source] = min(position, slowest.get(source, position))
        journal += position if reader == JOURNAL_READER else 0
        figures.stopped |= stopped
    figures.unfolded += max(0, journal - slowest.pop(JOURNAL, 0))
    for source, position in slowest.items():
        figures.read[source] += position


def readers_of(source: str) -> list[str]:
    """The services that read ``source`` by broker."""
    return sorted({reader.partition(".")[0] for reader, sources in READERS.items() if source in sources})


def _answer(source: str, figures: Mapping[str, Figures]) -> dict[str, Any]:
    """Processed by whom, how far; ``lag`` is that of the slowest, with what waits in the reader's own journal."""
    own = figures[source]
    processed = {
        reader: min(figures[reader].read.get(source, 0), own.stored)
        for reader in readers_of(source)
        if reader in figures
    }
    if source in own.read:
        processed.setdefault(source, min(own.read[source], own.stored))
    lag = own.stored - min([own.published, *processed.values()]) + own.unfolded
    return {"stored": own.stored, "published": own.published, "processed": processed, "lag": lag}
