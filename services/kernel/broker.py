"""The broker: which exchanges and queues there are, and a publisher that knows what arrived.

Only what RabbitMQ 3.10 to 4 have in common: topic exchanges, quorum queues, single active consumer, publisher confirms.
"""

import socket
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import amqp
from kombu import Connection, Exchange, Queue

from services.kernel.envelope import CONTENT_TYPE
from services.kernel.points import reached
from services.kernel.readers import READERS

EVENTS: Final = "lotse.events"
DEAD: Final = "lotse.dead"

WINDOW: Final = 500  # messages in flight: 5 to 15 times the rate of a confirm per message
CONFIRM_TIMEOUT_S: Final = 20.0
HURRY_S: Final = 3.0
HEARTBEAT_S: Final = 30
CONNECT_TIMEOUT_S: Final = 5.0
WRITE_TIMEOUT_S: Final = 5.0

LOST: Final = (amqp.exceptions.AMQPError, OSError)  # what a broken connection raises, ConfirmTimeout included


class ConfirmTimeout(ConnectionError):
    """The broker took longer than CONFIRM_TIMEOUT_S: a memory or disk alarm, or it is gone."""


class Refused(ConnectionError):
    """The broker said that it did not take a message (nack)."""


class Unroutable(LookupError):
    """A message came back because no queue is bound for it; ``first`` is its place among those published (from 0)."""

    def __init__(self, first: int, routing_key: str) -> None:
        super().__init__(f"no queue is bound for {routing_key}")
        self.first = first
        self.routing_key = routing_key


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message; ``id`` is the fact's id."""

    routing_key: str
    id: str
    body: bytes


def connect(url: str) -> Connection:
    """An open connection with heartbeats and time limits; raises LOST."""
    limits = {"write_timeout": WRITE_TIMEOUT_S, "connect_timeout": CONNECT_TIMEOUT_S}
    connection = Connection(url, heartbeat=HEARTBEAT_S, connect_timeout=CONNECT_TIMEOUT_S, transport_options=limits)
    connection.connect()
    return connection


def drop(connection: Connection) -> None:
    """Close without waiting for the broker: a graceful close hangs while an alarm is on."""
    with suppress(*LOST):
        connection.collect(socket_timeout=1)


def declare_topology(url: str) -> None:
    """Make exchanges, queues and bindings, as often as one likes; needs the operator's rights."""
    connection = connect(url)
    try:
        _declare_dead_letters(connection)
        channel = connection.default_channel
        for reader, sources in READERS.items():
            _declare_reader(channel, reader, sources)
    finally:
        drop(connection)


def queue_of(reader: str) -> Queue:
    """The queue of a reader. Repeated kills count against innocent messages, hence the high delivery limit."""
    arguments = {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
        "x-delivery-limit": 100,
        "x-dead-letter-exchange": DEAD,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }
    return Queue(reader, durable=True, queue_arguments=arguments)


def _declare_dead_letters(connection: Connection) -> None:
    """Looking at a dead letter counts as a delivery, and from RabbitMQ 4 on the twentieth would be its last."""
    arguments = {"x-queue-type": "quorum", "x-delivery-limit": 1_000_000}
    exchange = Exchange(DEAD, type="topic", durable=True)
    with suppress(amqp.exceptions.PreconditionFailed):  # one without a limit, made by an earlier version: it serves
        Queue(DEAD, exchange, routing_key="#", durable=True, queue_arguments=arguments).declare(
            channel=connection.channel()
        )


def _declare_reader(channel: Any, reader: str, sources: Sequence[str]) -> None:
    Exchange(EVENTS, type="topic", durable=True, channel=channel).declare()
    queue = queue_of(reader)(channel)
    queue.declare()
    for source in sources:
        queue.bind_to(EVENTS, routing_key=f"*.{source}.#")


class Publisher:
    """One connection that publishes windows of messages and waits until the broker has confirmed each.

    ``opened`` gives kombu's connection, ``clock`` seconds that only grow.
    """

    def __init__(
        self,
        url: str,
        *,
        window: int = WINDOW,
        confirm_timeout_s: float = CONFIRM_TIMEOUT_S,
        opened: Callable[[str], Connection] = connect,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connection = opened(url)
        self._clock = clock
        # kombu's own drain_events would silently connect anew and wait for confirms that never come
        self._wire: Any = self._connection.connection
        self._window = window
        self._limit_s = confirm_timeout_s
        self._channel = self._connection.default_channel
        self._channel.confirm_select()
        self._channel.events["basic_ack"].add(self._on_ack)
        self._channel.events["basic_nack"].add(self._on_nack)
        self._channel.events["basic_return"].add(self._on_return)
        self._tag = 0  # RabbitMQ numbers the messages of a channel from 1
        self._waiting: dict[int, str] = {}
        self._returned: set[str] = set()
        self._nacked = False

    def publish(self, messages: Sequence[Outgoing]) -> None:
        """Send all in order and wait for all confirms; raises Unroutable, Refused, or another of LOST."""
        self._returned.clear()
        for message in messages:
            self._await_fewer_than(self._window)
            self._send(message)
            reached("relay.sent")
        self._await_fewer_than(1)
        for place, message in enumerate(messages):
            if message.id in self._returned:
                raise Unroutable(place, message.routing_key)

    def keep_alive(self) -> None:
        """Exchange heartbeats; call it at least every few seconds. Raises LOST when the broker is gone."""
        with suppress(socket.timeout):
            while True:
                self._wire.drain_events(timeout=0.001)
        self._wire.heartbeat_tick()

    def hurry(self) -> None:
        """Wait for confirms no longer than a process may take to stop."""
        self._limit_s = min(self._limit_s, HURRY_S)

    def close(self) -> None:
        drop(self._connection)

    def _send(self, message: Outgoing) -> None:
        body = amqp.Message(message.body, content_type=CONTENT_TYPE, delivery_mode=2, message_id=message.id)
        self._tag += 1
        self._waiting[self._tag] = message.id
        self._channel.basic_publish(body, exchange=EVENTS, routing_key=message.routing_key, mandatory=True)

    def _await_fewer_than(self, most: int) -> None:
        moved = self._clock()
        while len(self._waiting) >= most:
            before = len(self._waiting)
            with suppress(socket.timeout):
                self._wire.drain_events(timeout=1)
            self._wire.heartbeat_tick()
            if len(self._waiting) < before:
                moved = self._clock()
            elif self._clock() > moved + self._limit_s:
                raise ConfirmTimeout(f"{before} messages are not confirmed")
        if self._nacked:
            raise Refused("the broker did not take a message")

    def _on_ack(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - py-amqp calls it
        if not multiple:
            self._waiting.pop(tag, None)
            return
        for older in [waiting for waiting in self._waiting if waiting <= tag]:
            del self._waiting[older]

    def _on_nack(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - py-amqp calls it
        self._nacked = True
        self._on_ack(tag, multiple)

    def _on_return(self, _error: Exception, _exchange: str, _key: str, message: Any) -> None:
        self._returned.add(message.properties["message_id"])
