"""Reading other services' facts: each once and in order, whatever the broker repeats, reorders or loses.

Positions decide: what is not after the position was read, what is further than the next one leaves a gap, and a gap is
fetched from the source. The rows and the position are one transaction a district.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

import psycopg
import structlog

from services.kernel.delivery import Delivery, Refused
from services.kernel.envelope import Envelope, Forged, KeyOf, Unreadable, read_envelope, verify
from services.kernel.feed import PAGE, Feed, FeedUnreachable
from services.kernel.log import Head
from services.kernel.pacing import Paces
from services.kernel.points import reached
from services.kernel.positions import Position
from services.kernel.reader_database import ReaderDatabase
from services.kernel.readers import READERS
from services.kernel.watch import GONE

Apply = Callable[[Any, str, str, Sequence[Envelope]], None]  # the database's connection, district, source
Place = tuple[str, str]  # district, source

CHECK_S: Final = 5.0
LONGEST_S: Final = 20.0
NO_LOG: Final = UUID(int=0)
ANOTHER_LOG: Final = "Das Log der Quelle ist ein anderes als bisher (nach einer Wiederherstellung?)"
SHORTER_LOG: Final = "Die Quelle hat weniger gespeichert, als hier schon gelesen wurde"
FEED_AWAY: Final = "Es fehlen Nachrichten, und die Quelle antwortet nicht"

log = structlog.get_logger()


class Stopped(Exception):
    """Reading one source in one district cannot go on; the text is German and shows in /health."""


@dataclass(frozen=True, slots=True)
class SortedOut:
    """``apply`` follows the position without a hole; ``missing``: whether something is lacking before the rest."""

    skipped: int
    apply: tuple[Envelope, ...]
    missing: bool


def sort_out(position: int, envelopes: Iterable[Envelope]) -> SortedOut:
    """What to do with envelopes of one log, come in any order, when everything up to ``position`` was read."""
    received = list(envelopes)
    by_sequence = {each.sequence: each for each in received if each.sequence > position}
    run: list[Envelope] = []
    while (following := by_sequence.pop(position + len(run) + 1, None)) is not None:
        run.append(following)
    further = sum(1 for each in received if each.sequence > position + len(run))
    return SortedOut(len(received) - len(run) - further, tuple(run), bool(by_sequence))


class BatchReader:
    """One reader (``<service>.<purpose>``) of some sources.

    ``apply(connection, district, source, envelopes)`` writes one dense run inside a transaction that is in the district
    already; it is called again with the same envelopes only after its transaction was rolled back. When it raises,
    that (district, source) stops, later messages of it are acknowledged unread, and :meth:`check` fetches them from
    the source.
    ``stored(district)`` is called after each commit, to wake whoever folds what was stored.
    """

    def __init__(
        self,
        reader: str,
        service: str,
        apply: Apply,
        feed: Feed,
        *,
        database: ReaderDatabase,
        key_of: KeyOf,
        sources: Sequence[str] | None = None,
        stored: Callable[[str], None] | None = None,
    ) -> None:
        self.reader = reader
        self.service = service
        self.sources = tuple(READERS[reader] if sources is None else sources)
        self._apply = apply
        self._feed = feed
        self._database = database
        self._key_of = key_of
        self._stored = stored
        self._stopped: dict[Place, str] = {}
        self._seen: dict[Place, tuple[int, int]] = {}
        self._feed_answers = True
        self._paces: Paces[Place] = Paces(CHECK_S, LONGEST_S)

    # --- from the queue -----------------------------------------------------

    def receive(self, deliveries: Sequence[Delivery]) -> None:
        """Read a batch, each district in a transaction of its own; when it returns, all may be acknowledged.

        Raises Refused for unreadable or forged ones, GONE when the database is not there.
        """
        for place, envelopes in self._by_place(self._verified(deliveries)).items():
            self._paces.stir(place)
            if place not in self._stopped:
                self._guarded(place, partial(self._take, place, envelopes))

    def _verified(self, deliveries: Sequence[Delivery]) -> list[Envelope]:
        good, bad = [], {}
        for index, delivery in enumerate(deliveries):
            try:
                good.append(self._open(delivery.body, delivery.routing_key))
            except (Unreadable, Forged) as error:
                bad[index] = type(error).__name__
        if bad:
            raise Refused(bad)
        return good

    def _open(self, body: bytes, routing_key: str | None) -> Envelope:
        received = read_envelope(body)
        verify(received, received.routing_key if routing_key is None else routing_key, self._key_of)
        if received.source not in self.sources:
            raise Forged(f"{self.reader} does not read {received.source}")
        return received

    @staticmethod
    def _by_place(envelopes: Iterable[Envelope]) -> dict[Place, list[Envelope]]:
        places: dict[Place, list[Envelope]] = defaultdict(list)
        for each in envelopes:
            places[each.district, each.source].append(each)
        return places

    def _take(self, place: Place, envelopes: Sequence[Envelope]) -> None:
        if self._store(place, envelopes):
            log.warning("gap_found", reader=self.reader, district=place[0], source=place[1])
            self._catch_up(place)

    def _store(self, place: Place, envelopes: Sequence[Envelope]) -> bool:
        """Apply what follows the position; True when something is missing before the rest. Raises Stopped."""
        district, source = place
        with self._database.transaction(district) as here:
            position = here.position(self.reader, source)
            before = position.lock(envelopes[0].log_id)
            reached("reader.locked")
            if any(before.is_of_another_log(each.log_id) for each in envelopes):
                raise Stopped(ANOTHER_LOG)
            work = sort_out(before.position, envelopes)
            if work.apply:
                last = work.apply[-1]
                position.move(last.sequence, last.log_id, last.time)
                reached("reader.moved")
                self._apply(here.connection, district, source, work.apply)
                reached("reader.applied")
        reached("reader.committed")
        if work.apply and self._stored is not None:
            self._stored(district)
        return work.missing

    # --- from the source ----------------------------------------------------

    def check(self) -> None:
        """Compare every position with its source: fetch what the broker lost, try again what stopped.

        Raises GONE when the reader's own database is not there.
        """
        for place in self._places():
            self._guarded(place, partial(self._check, place))

    def check_some(self) -> None:
        """As :meth:`check`, but rarer where nothing happened lately. Call it every CHECK_S."""
        for place in sorted(self._paces.due(self._places())):
            self._guarded(place, partial(self._check, place))

    def _places(self) -> list[Place]:
        return [(district, source) for district in self._database.districts() for source in self.sources]

    def catch_up(self) -> None:
        """Read everything the sources have, now; for tests and the command line."""
        for place in self._places():
            self._guarded(place, partial(self._catch_up, place))

    def catch_up_with(self, source: str, district: str) -> None:
        """Read all that one source has of one district, now, for a decision that must not rest on older news.

        Beside another reader of the same name that is harmless: positions are locked, and what was read is skipped.
        Raises FeedUnreachable, Stopped, GONE; nothing is marked as stopped, that is for whoever has the queue.
        """
        place, head = (district, source), self._feed.head(source, district)
        if self._compared(place, head).position < head.position:
            self._catch_up(place)

    @property
    def stopped(self) -> dict[Place, str]:
        """What stands still at the moment, and why."""
        return dict(self._stopped)

    def _check(self, place: Place) -> None:
        district, source = place
        head = self._head(source, district)
        if head is None:
            return
        self._continue(place, self._compared(place, head), head)

    def _compared(self, place: Place, head: Head) -> Position:
        """The position here, of the very log that ends at ``head``. Raises Stopped."""
        here = self._position(place) or Position(0, head.log_id, None)
        if here.is_of_another_log(head.log_id):
            raise Stopped(ANOTHER_LOG)
        if head.position < here.position:
            raise Stopped(SHORTER_LOG)
        return here

    def _continue(self, place: Place, here: Position, head: Head) -> None:
        if here.stopped or place in self._stopped or here.position < head.position:
            self._paces.stir(place)
        if here.stopped or place in self._stopped:
            self._catch_up(place)
            self._resume(place, head.log_id)
        elif self._stands_still(place, here, head):
            log.warning("gap_found", reader=self.reader, district=place[0], source=place[1])
            self._catch_up(place)

    def _stands_still(self, place: Place, here: Position, head: Head) -> bool:
        """Whether facts that were there at the last check are not here yet, and nothing came since then.

        One look is not enough: what is on its way need not be fetched.
        """
        before, self._seen[place] = self._seen.get(place), (here.position, head.position)
        return before is not None and before[0] == here.position < before[1]

    def _head(self, source: str, district: str) -> Head | None:
        try:
            head = self._feed.head(source, district)
        except FeedUnreachable as error:
            if self._feed_answers:
                log.warning("feed_unreachable", reader=self.reader, source=source, exc_info=error)
            self._feed_answers = False
            return None
        self._feed_answers = True
        return head

    def _catch_up(self, place: Place) -> None:
        district, source = place
        while True:
            here = self._position(place)
            position = 0 if here is None else here.position
            bodies = self._feed.after(source, district, position, PAGE)
            if not bodies:
                return
            reached("reader.fetched")
            if self._store(place, [self._fetched(place, body) for body in bodies]):
                raise Stopped("Die Quelle lässt beim Nachlesen Positionen aus")
            log.info("gap_filled", reader=self.reader, district=district, source=source, count=len(bodies))

    def _fetched(self, place: Place, body: bytes) -> Envelope:
        try:
            fetched = self._open(body, None)
        except (Unreadable, Forged) as error:
            raise Stopped("Die Quelle antwortet beim Nachlesen mit einer falschen Nachricht") from error
        if (fetched.district, fetched.source) != place:
            raise Stopped("Die Quelle antwortet beim Nachlesen für einen anderen Landkreis")
        return fetched

    def _position(self, place: Place) -> Position | None:
        with self._database.transaction(place[0]) as here:
            return here.position(self.reader, place[1]).find()

    # --- one district's trouble is not another's ------------------------------

    def _guarded(self, place: Place, work: Callable[[], None]) -> None:
        try:
            work()
        except GONE:
            raise  # nobody's in particular: the batch is tried again as a whole
        except FeedUnreachable as error:
            self._stop(place, FEED_AWAY, error)
        except Stopped as error:
            self._stop(place, str(error), error)
        except Exception as error:  # noqa: BLE001 - whatever a fold may raise: it must not hold up the other districts
            self._stop(place, f"Fehler beim Verarbeiten: {type(error).__name__}", error)

    def _stop(self, place: Place, reason: str, error: Exception) -> None:
        if self._stopped.get(place) == reason:
            return  # said before
        name = "log_replaced" if reason == ANOTHER_LOG else "reader_stopped"
        log.error(name, reader=self.reader, district=place[0], source=place[1], exc_info=error)
        self._stopped[place] = reason
        try:
            self._write_stopped(place, NO_LOG, reason)
        except GONE:
            raise
        except psycopg.Error as unknown:
            # a district that is being opened and has no schema here yet: check() finds it once it is registered
            log.warning("reader_stopped", reader=self.reader, district=place[0], exc_info=unknown)

    def _resume(self, place: Place, log_id: UUID) -> None:
        self._stopped.pop(place, None)
        self._write_stopped(place, log_id, None)
        log.info("reader_resumed", reader=self.reader, district=place[0], source=place[1])

    def _write_stopped(self, place: Place, log_id: UUID, reason: str | None) -> None:
        with self._database.transaction(place[0]) as here:
            here.position(self.reader, place[1]).stop(log_id, reason)
