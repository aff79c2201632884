"""Sends what was stored: the service's log is the outbox, positions say how far it went out."""

import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Final, Protocol

import psycopg
import structlog

from services.kernel.backoff import Backoff, Stop
from services.kernel.broker import LOST, WINDOW, Outgoing, Publisher, Unroutable
from services.kernel.database import Pool
from services.kernel.envelope import NotCanonical, envelope, routing_key
from services.kernel.facts import UnknownFact, split_topic
from services.kernel.log import Head, Log, LogRow
from services.kernel.points import reached
from services.kernel.relay_places import RelayPlace, RelayPlaces, RelayPositions, SqlRelayPositions
from services.kernel.settings import Settings
from services.kernel.watch import GONE, LogWatch, Watch

TURN: Final = WINDOW  # facts of one district before the next one's turn
IDLE_S: Final = 0.5
STANDBY_S: Final = 1.0

log = structlog.get_logger()


class OutgoingLog(Protocol):
    """What the relay needs of a log (kernel.log.Log)."""

    def after(self, district: str, position: int, limit: int) -> list[LogRow]:
        """Up to ``limit`` facts behind ``position``, in order."""
        ...

    def head(self, district: str) -> Head:
        """Where the log ends."""
        ...


class StopSignal(Stop, Protocol):
    """A Stop that can be given; ``threading.Event`` is one."""

    def set(self) -> None: ...


class Relay:
    """Publishes the logs of one service, district by district in turn, until told to stop."""

    def __init__(
        self,
        service: str,
        key: bytes,
        outbox: OutgoingLog,
        positions: RelayPositions,
        *,
        watch: Callable[[], Watch],
        publisher: Callable[[], Publisher],
        stop: StopSignal,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._service = service
        self._key = key
        self._log = outbox
        self._places = RelayPlaces(positions, lambda district: outbox.head(district).log_id, clock)
        self._new_watch = watch
        self._new_publisher = publisher
        self._publisher: Publisher | None = None
        self._stop = stop
        self._clock = clock
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

    def _session(self, backoff: Backoff) -> None:
        watch = self._new_watch()
        try:
            while not watch.lead():
                if self._stop.wait(STANDBY_S):
                    return
            self._publisher = self._new_publisher()
            self._places.forget()
            self._publish_from(watch, self._publisher, backoff)
        finally:
            watch.close()
            self._close_publisher()

    def _publish_from(self, watch: Watch, publisher: Publisher, backoff: Backoff) -> None:
        dirty: set[str] = set()
        alive = self._clock()
        while not self._stop.is_set():
            dirty |= watch.wait(0 if dirty else IDLE_S)
            for district in sorted(dirty):
                if self._stop.is_set() or not self._turn(publisher, district):
                    dirty.discard(district)
            if self._clock() - alive > IDLE_S:
                publisher.keep_alive()
                alive = self._clock()
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
        except (NotCanonical, UnknownFact) as error:
            self._places.stop(district, "Eine gespeicherte Tatsache ist nicht lesbar", "relay_stopped", error)
        except psycopg.Error as error:
            self._places.stop(district, f"Datenbank: {type(error).__name__}", "relay_stopped", error)
        return False

    def _send(self, publisher: Publisher, district: str) -> bool:
        place = self._places.of(district)
        if self._clock() < place.not_before:
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

    def _message(self, district: str, place: RelayPlace, row: LogRow) -> Outgoing:
        if split_topic(row.topic)[0].partition(".")[0] != self._service:
            # The broker would close the connection, and so hold up every other district.
            raise UnknownFact(row.topic)
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


def run_relay(service: str, settings: Settings) -> int:
    """The relay process of a service, until SIGTERM or SIGINT; returns the exit code."""
    connections = Pool(settings.service_database_url(service), max_size=2)
    relay = Relay(
        service,
        settings.secrets.signing_key(service),
        Log(service, connections),
        SqlRelayPositions(connections),
        watch=partial(LogWatch, settings.service_database_url(service)),
        publisher=partial(Publisher, settings.service_amqp_url(service)),
        stop=threading.Event(),
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: relay.stop())
    log.info("process_started")
    relay.run()
    connections.close()
    log.info("process_stopped")
    return 0
