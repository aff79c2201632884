"""The one entrypoint of the workers: ordered batches from a queue, acknowledged after the handler is through.

nameko's own entrypoints acknowledge messages whose handler raised, hand out ten at once, and lose acknowledgements
at the end; this one does not. Two green threads a queue: one reads, and so keeps heartbeats going, one hands batches
to the method.
"""

import socket
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

import eventlet
from eventlet.event import Event
from eventlet.semaphore import Semaphore
from nameko.extensions import Entrypoint

from services.kernel.backoff import Stop
from services.kernel.broker import LOST, connect, drop
from services.kernel.delivery import Delivery
from services.kernel.handing_over import BATCH, Batch, BatchConsumer, SessionLost, Tagged

LINGER_S: Final = 0.02
POLL_S: Final = 1.0
GOODBYE_S: Final = 2.0


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

    def next_batch(self, most: int, stop: Stop) -> Batch:
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
        self._stopping = GreenStop()
        opened = partial(_Session, url, self._queue, self._batch * 2)
        self._consumer = BatchConsumer(self._queue, opened, self._call, self._stopping, batch=self._batch)
        self._ended = Event()

    def start(self) -> None:
        self.container.spawn_managed_thread(self._run, identifier=f"consume {self._queue}")

    def stop(self) -> None:
        self._stopping.set()
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
