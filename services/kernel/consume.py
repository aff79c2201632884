"""The one entrypoint of the workers: ordered batches from a queue, acknowledged after the handler is through.

nameko's own entrypoints acknowledge messages whose handler raised, hand out ten at once, and lose acknowledgements
at the end; this one does not. Two green threads a queue: one reads, and so keeps heartbeats going, one hands batches
to the method.
"""

import socket
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

import eventlet
import structlog
from eventlet.event import Event
from eventlet.semaphore import Semaphore
from nameko.extensions import Entrypoint

from services.kernel.backoff import Backoff
from services.kernel.broker import LOST, connect, drop
from services.kernel.delivery import Delivery, Refused
from services.kernel.envelope import Forged, Unreadable
from services.kernel.points import reached

BATCH: Final = 500
LINGER_S: Final = 0.02
TRIES_TOGETHER: Final = 3
POLL_S: Final = 1.0
GOODBYE_S: Final = 2.0

log = structlog.get_logger()

Handle = Callable[[Sequence[Delivery]], None]


class SessionLost(ConnectionError):
    """The connection that a batch came by is gone; the broker will hand the batch out again."""


class GreenStop:
    """A stop signal that green threads can wait for."""

    def __init__(self) -> None:
        self._event = Event()

    def set(self) -> None:
        if not self._event.ready():
            self._event.send()

    def is_set(self) -> bool:
        return bool(self._event.ready())

    def wait(self, timeout: float | None = None) -> object:
        with eventlet.Timeout(timeout, exception=False):
            self._event.wait()
        return self.is_set()


class BatchConsumer:
    """Reads one queue until told to stop; a lost broker is tried again for ever."""

    def __init__(self, url: str, queue: str, handle: Handle, *, batch: int = BATCH) -> None:
        self._url = url
        self._queue = queue
        self._handle = handle
        self._batch = batch
        self._stop = GreenStop()
        self._lost = False

    def stop(self) -> None:
        """Finish and acknowledge the batch in hand, then end."""
        self._stop.set()

    def run(self) -> None:
        backoff = Backoff()
        while not self._stop.is_set():
            try:
                session = _Session(self._url, self._queue, self._batch * 2)
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

    def _serve(self, session: "_Session") -> None:
        while not self._stop.is_set():
            batch = session.next_batch(self._batch, self._stop)
            if batch:
                self._together(session, batch)

    def _together(self, session: "_Session", batch: "Batch") -> None:
        """The whole batch, tried a few times; then one by one, so that the one at fault is known."""
        backoff = Backoff()
        for _ in range(TRIES_TOGETHER):
            try:
                reached("consume.received")
                batch = self._once(session, batch)
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

    def _once(self, session: "_Session", batch: "Batch") -> "Batch":
        """Hand the batch over without those that the handler refuses, and acknowledge it; returns what is left."""
        try:
            self._handle([delivery for _, delivery in batch])
        except Refused as refused:
            for index, reason in sorted(refused.reasons.items()):
                self._dead_letter(session, batch[index], reason)
            batch = [each for index, each in enumerate(batch) if index not in refused.reasons]
            if batch:
                self._handle([delivery for _, delivery in batch])
        if batch:
            reached("consume.handled")
            session.acknowledge(batch[-1][0])
            reached("consume.acknowledged")
        return batch

    def _one_by_one(self, session: "_Session", batch: "Batch") -> None:
        for each in batch:
            if not self._alone(session, each):
                return

    def _alone(self, session: "_Session", each: "Tagged") -> bool:
        """One message until it is through; False when told to stop before that."""
        backoff = Backoff()
        while True:
            try:
                self._once(session, [each])
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

    def _dead_letter(self, session: "_Session", each: "Tagged", reason: str) -> None:
        tag, delivery = each
        log.error("envelope_dead_lettered", queue=self._queue, error_type=reason, bytes=len(delivery.body))
        session.reject(tag)
        reached("consume.rejected")

    def _say(self, *, lost: bool, error: BaseException | None) -> None:
        if lost != self._lost:
            log.warning("broker_unreachable" if lost else "broker_reachable", queue=self._queue, exc_info=error)
        self._lost = lost


Tagged = tuple[int, Delivery]
Batch = list[Tagged]


class _Session:
    """One connection to the broker; its delivery tags mean nothing on another one."""

    def __init__(self, url: str, queue: str, prefetch: int) -> None:
        self._connection = connect(url)
        self._wire: Any = self._connection.connection
        self._channel: Any = self._connection.default_channel
        self._ready: deque[Tagged] = deque()
        self._arrived = Event()
        self._sending = Semaphore()  # py-amqp's frame buffer is one a connection
        self.lost: BaseException | None = None
        try:
            self._channel.basic_qos(0, prefetch, a_global=False)
            self._channel.basic_consume(queue, callback=self._on_message, on_cancel=self._on_cancel)
        except LOST:
            drop(self._connection)
            raise
        self._reader = eventlet.spawn(self._read)

    def next_batch(self, most: int, stop: GreenStop) -> Batch:
        """Up to ``most`` messages: at once when the queue was idle, after LINGER_S at most otherwise. Raises LOST."""
        if not self._ready:
            self._await_arrival(POLL_S)
            eventlet.sleep(0)  # the reader takes what came with it
        elif len(self._ready) < most and not stop.is_set():
            eventlet.sleep(LINGER_S)
        self.assert_open()
        return [self._ready.popleft() for _ in range(min(most, len(self._ready)))]

    def acknowledge(self, tag: int) -> None:
        """Acknowledge this message and all before it."""
        self._send(lambda: self._channel.basic_ack(tag, multiple=True))

    def reject(self, tag: int) -> None:
        """Send this message to the dead letters."""
        self._send(lambda: self._channel.basic_reject(tag, requeue=False))

    def assert_open(self) -> None:
        if self.lost is not None:
            raise SessionLost("the connection to the broker is lost") from self.lost

    def close(self) -> None:
        """Say goodbye, so that the last acknowledgement is read before the connection ends, but do not insist."""
        self._reader.kill()
        if self.lost is None:
            with suppress(*LOST), eventlet.Timeout(GOODBYE_S, exception=False):
                self._wire.close()
        drop(self._connection)

    def _send(self, frame: Callable[[], None]) -> None:
        self.assert_open()
        try:
            with self._sending:
                frame()
        except LOST as error:
            raise SessionLost("the connection to the broker is lost") from error

    def _read(self) -> None:
        try:
            while True:
                with suppress(socket.timeout):
                    self._wire.drain_events(timeout=POLL_S)
                with self._sending:
                    self._wire.heartbeat_tick()
        except LOST as error:
            self.lost = error
            self._wake()

    def _on_message(self, message: Any) -> None:
        info = message.delivery_info
        body = message.body if isinstance(message.body, bytes) else message.body.encode("utf-8", "surrogateescape")
        delivery = Delivery(bytes(body), info["routing_key"], bool(info["redelivered"]))
        self._ready.append((info["delivery_tag"], delivery))
        self._wake()

    def _on_cancel(self, _tag: str) -> None:
        raise ConnectionError("the queue is gone")

    def _await_arrival(self, seconds: float) -> None:
        self._arrived = Event()
        if not self._ready and self.lost is None:
            with eventlet.Timeout(seconds, exception=False):
                self._arrived.wait()

    def _wake(self) -> None:
        if not self._arrived.ready():
            self._arrived.send()


class ConsumeBatch(Entrypoint):
    """nameko's side: runs the method in a worker of the container, one batch at a time."""

    def __init__(self, queue: str, batch: int = BATCH, **options: Any) -> None:
        self._queue = queue
        self._batch = batch
        super().__init__(**options)

    def setup(self) -> None:
        url = self.container.config["settings"].service_amqp_url(self._queue.partition(".")[0])
        self._consumer = BatchConsumer(url, self._queue, self._call, batch=self._batch)
        self._ended = Event()

    def start(self) -> None:
        self.container.spawn_managed_thread(self._run, identifier=f"consume {self._queue}")

    def stop(self) -> None:
        self._consumer.stop()
        self._ended.wait()

    def _run(self) -> None:
        try:
            self._consumer.run()
        finally:
            self._ended.send()

    def _call(self, deliveries: Sequence[Delivery]) -> None:
        done = Event()

        def pass_on(_context: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
            if exc_info is None:
                done.send()
            else:
                done.send_exception(exc_info[1])
            return result, None  # the consumer answers for it; nameko need not log it again

        self.container.spawn_worker(self, (deliveries,), {}, handle_result=pass_on)
        done.wait()


consume_batch = ConsumeBatch.decorator
