"""Handing batches of a queue to a handler: acknowledged after the handler is through, and nothing is swallowed.

A batch that fails is tried a few times together and then one by one, so that the message at fault is known. What nobody
can read goes to the dead letters. Knows no broker and no green thread: both are behind :class:`Session` and Stop.
"""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

import structlog

from services.kernel.backoff import Backoff, Stop
from services.kernel.broker import LOST
from services.kernel.delivery import Delivery, Refused
from services.kernel.envelope import Forged, Unreadable
from services.kernel.points import reached

BATCH: Final = 500
TRIES_TOGETHER: Final = 3

log = structlog.get_logger()

Handle = Callable[[Sequence[Delivery]], None]
Tagged = tuple[int, Delivery]  # delivery tag of the session
Batch = list[Tagged]


class SessionLost(ConnectionError):
    """The connection that a batch came by is gone; the broker will hand the batch out again."""


class Session(Protocol):
    """One connection to the broker; its delivery tags mean nothing on another one. All but close may raise LOST."""

    def next_batch(self, most: int, stop: Stop) -> Batch:
        """Up to ``most`` messages, none after a while."""
        ...

    def acknowledge(self, tag: int) -> None:
        """Acknowledge this message and all before it."""
        ...

    def reject(self, tag: int) -> None:
        """Send this message to the dead letters."""
        ...

    def assert_open(self) -> None: ...

    def close(self) -> None: ...


class BatchConsumer:
    """Reads one queue until ``stop``; a lost broker is tried again for ever."""

    def __init__(
        self, queue: str, open_session: Callable[[], Session], handle: Handle, stop: Stop, *, batch: int = BATCH
    ) -> None:
        self._queue = queue
        self._open_session = open_session
        self._handle = handle
        self._batch = batch
        self._stop = stop
        self._lost = False

    def run(self) -> None:
        """Finish and acknowledge the batch in hand when told to stop, then end."""
        backoff = Backoff()
        while not self._stop.is_set():
            try:
                session = self._open_session()
            except LOST as error:
                self._say(lost=True, error=error)
                backoff.wait(self._stop)
                continue
            try:
                self._say(lost=False, error=None)
                backoff.reset()
                self._serve(session)
            except LOST as error:
                self._say(lost=True, error=error)
                backoff.wait(self._stop)
            finally:
                session.close()

    def _serve(self, session: Session) -> None:
        while not self._stop.is_set():
            batch = session.next_batch(self._batch, self._stop)
            if batch:
                self._together(session, batch)

    def _together(self, session: Session, batch: Batch) -> None:
        """The whole batch, tried a few times; then one by one, so that the one at fault is known."""
        backoff = Backoff()
        for _ in range(TRIES_TOGETHER):
            try:
                reached("consume.received")
                self._once(session, batch)
            except SessionLost:
                raise
            except (Unreadable, Forged):
                break  # trying again cannot help
            except Exception as error:  # a handler may raise anything; nothing is acknowledged, so nothing is lost
                log.warning("batch_failed", queue=self._queue, batch=len(batch), exc_info=error)
                backoff.wait(self._stop)
            else:
                return
            if self._stop.is_set():
                return
        self._one_by_one(session, batch)

    def _once(self, session: Session, batch: Batch) -> None:
        """Hand the batch over and acknowledge it; what the handler refuses goes to the dead letters and leaves it.

        It leaves the very list: the broker closes the channel of who rejects the same message again in the next try.
        """
        try:
            self._handle([delivery for _, delivery in batch])
        except Refused as refused:
            for index in sorted(refused.reasons, reverse=True):
                self._dead_letter(session, batch.pop(index), refused.reasons[index])
            if batch:
                self._handle([delivery for _, delivery in batch])
        if batch:
            reached("consume.handled")
            session.acknowledge(batch[-1][0])
            reached("consume.acknowledged")

    def _one_by_one(self, session: Session, batch: Batch) -> None:
        for each in batch:
            if not self._alone(session, each):
                return

    def _alone(self, session: Session, each: Tagged) -> bool:
        """One message until it is through; False when told to stop before that."""
        backoff = Backoff()
        alone = [each]
        while True:
            try:
                self._once(session, alone)
            except SessionLost:
                raise
            except (Unreadable, Forged) as error:
                self._dead_letter(session, each, type(error).__name__)
            except Exception as error:  # as above; heartbeats go on meanwhile
                log.warning("batch_failed", queue=self._queue, batch=1, exc_info=error)
                backoff.wait(self._stop)
                session.assert_open()
                if self._stop.is_set():
                    return False
                continue
            return True

    def _dead_letter(self, session: Session, each: Tagged, reason: str) -> None:
        tag, delivery = each
        log.error("envelope_dead_lettered", queue=self._queue, error_type=reason, bytes=len(delivery.body))
        session.reject(tag)
        reached("consume.rejected")

    def _say(self, *, lost: bool, error: BaseException | None) -> None:
        if lost != self._lost:
            log.warning("broker_unreachable" if lost else "broker_reachable", queue=self._queue, exc_info=error)
        self._lost = lost
