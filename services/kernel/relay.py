"""Sends what was stored: the service's log is the outbox, positions say how far it went out."""

import signal
import threading
import time
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import psycopg
import structlog
from psycopg.sql import SQL

from services.kernel.backoff import Backoff
from services.kernel.broker import LOST, WINDOW, Outgoing, Publisher, Unroutable
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.envelope import NotCanonical, envelope, routing_key
from services.kernel.log import Log, LogRow
from services.kernel.points import reached
from services.kernel.settings import Settings
from services.kernel.watch import GONE, LogWatch

TURN: Final = WINDOW  # facts of one district before the next one's turn
IDLE_S: Final = 0.5
STANDBY_S: Final = 1.0
RETRY_STOPPED_S: Final = 3.0

log = structlog.get_logger()


class Relay:
    """Publishes the logs of one service, district by district in turn, until told to stop."""

    def __init__(self, service: str, settings: Settings) -> None:
        self._service = service
        self._settings = settings
        self._key = settings.secrets.signing_key(service)
        self._pool = Pool(settings.service_database_url(service), max_size=2)
        self._log = Log(service, self._pool)
        self._places = _Places(self._pool, self._log)
        self._publisher: Publisher | None = None
        self._stop = threading.Event()
        self._state = "running"

    def stop(self) -> None:
        """End after the window in hand; may be called by a signal handler."""
        self._stop.set()
        if self._publisher is not None:
            self._publisher.hurry()

    def run(self) -> None:
        """Publish until :meth:`stop`; a lost broker or database is tried again for ever."""
        backoff = Backoff()
        while not self._stop.is_set():
            try:
                self._session(backoff)
            except GONE as error:
                self._say("database_unreachable", error)
                backoff.wait(self._stop)
            except LOST as error:
                self._say("broker_unreachable", error)
                backoff.wait(self._stop)
        self._pool.close()

    def _session(self, backoff: Backoff) -> None:
        watch = LogWatch(self._settings.service_database_url(self._service))
        try:
            while not watch.lead():
                if self._stop.wait(STANDBY_S):
                    return
            self._publisher = Publisher(self._settings.service_amqp_url(self._service))
            self._places.forget()  # another relay may have moved them
            self._publish_from(watch, self._publisher, backoff)
        finally:
            watch.close()
            self._close_publisher()

    def _publish_from(self, watch: LogWatch, publisher: Publisher, backoff: Backoff) -> None:
        dirty: set[str] = set()
        alive = time.monotonic()
        while not self._stop.is_set():
            dirty |= watch.wait(0 if dirty else IDLE_S)
            for district in sorted(dirty):
                if self._stop.is_set() or not self._turn(publisher, district):
                    dirty.discard(district)
            if time.monotonic() - alive > IDLE_S:
                publisher.keep_alive()
                alive = time.monotonic()
            self._say("running")
            backoff.reset()

    def _turn(self, publisher: Publisher, district: str) -> bool:
        """Publish at most TURN facts of one district; True when there may be more."""
        try:
            return self._send(publisher, district)
        except GONE:
            raise
        except Unroutable as error:
            self._places.stop(district, f"Keine Warteschlange für {error.routing_key}", "message_returned", error)
        except NotCanonical as error:
            self._places.stop(district, "Eine gespeicherte Tatsache ist nicht lesbar", "relay_stopped", error)
        except psycopg.Error as error:
            self._places.stop(district, f"Datenbank: {type(error).__name__}", "relay_stopped", error)
        return False

    def _send(self, publisher: Publisher, district: str) -> bool:
        place = self._places.of(district)
        if time.monotonic() < place.not_before:
            return False
        limit = 1 if place.stopped else TURN  # a probe, so that a missing binding is not met by a flood
        rows = self._log.after(district, place.position, limit)
        if not rows:
            return False
        reached("relay.read")
        try:
            publisher.publish([self._message(district, place, row) for row in rows])
        except Unroutable as returned:
            if returned.first > 0:
                self._places.move(district, rows[returned.first - 1].position)
            raise
        reached("relay.confirmed")
        self._places.move(district, rows[-1].position)
        reached("relay.moved")
        return len(rows) == limit

    def _message(self, district: str, place: "_Place", row: LogRow) -> Outgoing:
        body = envelope(self._service, district, row, place.log_id, self._key)
        return Outgoing(routing_key(district, row.topic), str(row.id), body)

    def _close_publisher(self) -> None:
        publisher, self._publisher = self._publisher, None
        if publisher is not None:
            publisher.close()

    def _say(self, state: str, error: BaseException | None = None) -> None:
        """One line a change of state, not one a try."""
        if state == self._state:
            return
        if state == "running":
            log.info("relay_resumed", source=self._service)
        else:
            log.warning(state, source=self._service, exc_info=error)
        self._state = state


@dataclass(slots=True)
class _Place:
    """How far one log is published; ``not_before`` (monotonic) keeps a stopped one from being tried in a hot loop."""

    position: int
    stopped: bool
    log_id: UUID
    not_before: float = 0.0


class _Places:
    """The relay's positions, kept in each district's schema."""

    def __init__(self, pool: Pool, source: Log) -> None:
        self._pool = pool
        self._log = source
        self._known: dict[str, _Place] = {}

    def forget(self) -> None:
        self._known.clear()

    def of(self, district: str) -> _Place:
        if district not in self._known:
            self._known[district] = self._load(district)
        return self._known[district]

    def move(self, district: str, position: int) -> None:
        """These facts are confirmed; whatever stopped this log is over."""
        place = self.of(district)
        self._write(district, position, None)
        if place.stopped:
            log.info("relay_resumed", district=district, position=position)
        place.position, place.stopped = position, False

    def stop(self, district: str, reason: str, event: str, error: Exception) -> None:
        """Say once why this log is not published, and leave it alone for RETRY_STOPPED_S."""
        place = self._known.get(district)
        if place is None:
            return  # not even its position could be read; the next poll tries again
        place.not_before = time.monotonic() + RETRY_STOPPED_S
        if not place.stopped:
            log.error(event, district=district, position=place.position, exc_info=error)
            place.stopped = True
            self._write(district, place.position, reason)

    def _load(self, district: str) -> _Place:
        with self._pool.transaction() as connection, enter(connection, district) as schema:
            statement = SQL("SELECT position, stopped IS NOT NULL FROM {}.relay_position").format(schema)
            row = connection.execute(statement).fetchone()
        assert row is not None, "every log has one relay position from its first migration"
        return _Place(row[0], row[1], self._log.head(district).log_id)

    def _write(self, district: str, position: int, stopped: str | None) -> None:
        with self._pool.transaction() as connection, enter(connection, district) as schema:
            # greatest: with two relays the one that is behind must not move the position back
            connection.execute(
                SQL("UPDATE {}.relay_position SET position = greatest(position, %s), stopped = %s").format(schema),
                [position, stopped],
            )


def run_relay(service: str, settings: Settings) -> int:
    """The relay process of a service, until SIGTERM or SIGINT; returns the exit code."""
    relay = Relay(service, settings)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: relay.stop())
    log.info("process_started")
    relay.run()
    log.info("process_stopped")
    return 0
