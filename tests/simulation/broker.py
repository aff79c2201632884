"""RabbitMQ in a run: a topic exchange, quorum queues with a single active consumer, returns, confirms, dead letters.

What the relay talks to looks like kombu's connection, so that kernel.broker.Publisher runs as it is.
"""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from services.kernel.backoff import Stop
from services.kernel.delivery import Delivery
from services.kernel.handing_over import Batch, SessionLost
from services.kernel.readers import READERS
from tests.simulation.clock import Signal

if TYPE_CHECKING:
    from tests.simulation.processes import Process
    from tests.simulation.world import World

LATENCY_S: Final = 0.002
LATE_S: Final = (0.003, 0.06)
POLL_S: Final = 0.2


@dataclass(frozen=True, slots=True)
class Message:
    """In a queue; ``poison``: put there by the run, and nobody may read it."""

    id: str
    routing_key: str
    body: bytes
    redelivered: bool = False
    poison: bool = False


@dataclass(slots=True)
class Queue:
    """Messages in order; only the first consumer gets some."""

    name: str
    sources: set[str]
    ready: deque[Message] = field(default_factory=deque)
    sessions: list["SimSession"] = field(default_factory=list)
    full: bool = False


class Broker:
    """The server: what is confirmed survives a restart, what is not may not."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.queues = {
            reader: Queue(reader, set(sources))
            for reader, sources in READERS.items()
            if reader.partition(".")[0] in world.databases  # who is not in the run reads nothing
        }
        self.dead: list[Message] = []
        self.down_until = 0.0
        self.wires: list[Wire] = []
        self.published_by: dict[str, str] = {}

    def reachable(self, process: "Process") -> bool:
        return self.world.clock.now >= max(self.down_until, process.cut_off["broker"])

    def drop(self, process: "Process | None") -> None:
        """End the connections of a process, or all of them."""
        for wire in [each for each in self.wires if process in {None, each.process}]:
            wire.lose()
        for queue in self.queues.values():
            for session in [each for each in queue.sessions if process in {None, each.process}]:
                session.lose()

    def take(self, routing_key: str, message: Message, *, sender: str) -> str:
        """Route one message: ``ack``, ``nack`` or ``return``."""
        source = routing_key.split(".")[1]
        bound = [queue for queue in self.queues.values() if source in queue.sources]
        if not bound:
            return "return"
        if self.published_by.setdefault(message.id, sender) != sender:
            self.world.rare.saw("published by two relays")
        for queue in bound:
            if not queue.full:
                self._enqueue(queue, message)
        return "nack" if any(queue.full for queue in bound) else "ack"

    def _enqueue(self, queue: Queue, message: Message) -> None:
        faults, chance = self.world.faults, self.world.chance
        queue.ready.append(message)
        if faults.strikes("duplicate"):
            queue.ready.append(message)
        if len(queue.ready) > 1 and faults.strikes("reorder"):
            place = chance.randrange(len(queue.ready))
            queue.ready[place], queue.ready[-1] = queue.ready[-1], queue.ready[place]
        if faults.strikes("poison"):
            queue.ready.insert(chance.randrange(len(queue.ready) + 1), self.world.poison.draw(message))


# --- what a publisher talks to ------------------------------------------------------


class Wire:
    """py-amqp's connection and channel, as much of both as kernel.broker uses."""

    def __init__(self, process: "Process", broker: Broker) -> None:
        process.step("broker: connect")
        if not broker.reachable(process):
            raise ConnectionRefusedError("no broker")
        self.process = process
        self.connection = self
        self.default_channel = self
        self.events: dict[str, set[Callable[..., None]]] = defaultdict(set)
        self._broker = broker
        self._arrived = Signal(process.world.clock)
        self._inbound: deque[tuple[str, tuple[Any, ...]]] = deque()
        self._confirms = False
        self._tag = 0
        self._lost = False
        self._free_at = 0.0
        broker.wires.append(self)

    def confirm_select(self) -> None:
        self._confirms = True

    def basic_publish(self, message: Any, *, exchange: str, routing_key: str, mandatory: bool = False) -> None:
        assert exchange == "lotse.events"
        self._tag += 1
        self.process.step("broker: publish")
        self._assert_open()
        leader = self.process.world.databases[routing_key.split(".")[1]].leader
        if leader is not None and leader.process is not self.process:
            self.process.world.rare.saw("stale leader published")
        if self.process.world.faults.strikes("publisher's connection lost"):
            self.process.world.rare.saw("window torn")
            self.lose()
            raise ConnectionResetError("the connection is lost")
        tag, sent = self._tag, Message(message.properties["message_id"], routing_key, message.body)
        # what was sent arrives in order, and late at times
        self._free_at = max(self._free_at, self.process.world.clock.now + self._latency("delay"))
        self.process.world.clock.call_at(self._free_at, lambda: self._received(tag, sent, mandatory=mandatory))

    def drain_events(self, timeout: float) -> None:
        """One frame from the broker; raises TimeoutError after ``timeout``, ConnectionError when it is gone."""
        self.process.step("broker: drain")
        if not self._inbound and not self._lost:
            self._arrived.clear()
            self._arrived.wait(timeout)
        self._assert_open()
        if not self._inbound:
            raise TimeoutError
        name, arguments = self._inbound.popleft()
        for callback in self.events[name]:
            callback(*arguments)

    def heartbeat_tick(self) -> None:
        self._assert_open()

    def collect(self, socket_timeout: float) -> None:
        assert socket_timeout
        self.lose()

    def lose(self) -> None:
        self._lost = True
        if self in self._broker.wires:
            self._broker.wires.remove(self)
        self._arrived.set()

    def _assert_open(self) -> None:
        if self._lost or not self._broker.reachable(self.process):
            self.lose()
            raise ConnectionResetError("the connection is lost")

    def _latency(self, kind: str) -> float:
        world = self.process.world
        return world.chance.uniform(*LATE_S) if world.faults.strikes(kind) else LATENCY_S

    def _received(self, tag: int, message: Message, *, mandatory: bool) -> None:
        if self._lost or self.process.world.clock.now < self._broker.down_until:
            return
        world = self.process.world
        nacked = world.faults.strikes("nack")
        answer = "nack" if nacked else self._broker.take(message.routing_key, message, sender=self.process.name)
        frames: list[tuple[str, tuple[Any, ...]]] = []
        if answer == "return" and mandatory:
            returned = _Returned(message.id)
            frames.append(("basic_return", (None, "lotse.events", message.routing_key, returned)))
        elif answer == "return":
            world.clock.failed.append(f"G5 {message.id} had no queue, and nobody was told")
        if answer == "nack":
            world.rare.saw("nacked")
        if self._confirms:
            frames.append(("basic_nack" if answer == "nack" else "basic_ack", (tag, False)))
        world.clock.call_at(world.clock.now + self._latency("confirm late"), lambda: self._arrive(frames))

    def _arrive(self, frames: list[tuple[str, tuple[Any, ...]]]) -> None:
        if not self._lost:
            self._inbound.extend(frames)
            self._arrived.set()


class _Returned:
    def __init__(self, message_id: str) -> None:
        self.properties = {"message_id": message_id}


# --- what a consumer talks to -------------------------------------------------------


class SimSession:
    """kernel.handing_over.Session on one queue."""

    def __init__(self, process: "Process", broker: Broker, queue: str, prefetch: int) -> None:
        process.step("broker: consume")
        if not broker.reachable(process):
            raise ConnectionRefusedError("no broker")
        self.process = process
        self._broker = broker
        self._queue = broker.queues[queue]
        self._prefetch = prefetch
        self._unacknowledged: dict[int, Message] = {}
        self._tag = 0
        self._lost = False
        self._queue.sessions.append(self)

    def next_batch(self, most: int, stop: Stop) -> Batch:
        self.process.step("consume: next batch")
        self.assert_open()
        if not self._deliverable():
            stop.wait(POLL_S)
            self.assert_open()
        batch: Batch = []
        while self._deliverable() and len(batch) < most:
            message = self._queue.ready.popleft()
            self._tag += 1
            self._unacknowledged[self._tag] = message
            batch.append((self._tag, Delivery(message.body, message.routing_key, message.redelivered)))
        return batch

    def _deliverable(self) -> bool:
        active = self._queue.sessions[0] is self if self._queue.sessions else False
        return active and bool(self._queue.ready) and len(self._unacknowledged) < self._prefetch

    def acknowledge(self, tag: int) -> None:
        world = self.process.world
        self.process.step("consume: acknowledge")
        self.assert_open()
        self._assert_known(tag)
        if world.faults.strikes("acknowledgement lost"):
            self.lose()
            raise SessionLost("the connection is lost")
        for older in [each for each in self._unacknowledged if each <= tag]:
            message = self._unacknowledged.pop(older)
            if world.faults.strikes("redelivered"):
                self._queue.ready.append(replace(message, redelivered=True))

    def reject(self, tag: int) -> None:
        self.process.step("consume: reject")
        self.assert_open()
        self._assert_known(tag)
        if tag < max(self._unacknowledged) and tag > min(self._unacknowledged):
            self.process.world.rare.saw("dead letter in mid batch")
        self._broker.dead.append(self._unacknowledged.pop(tag))

    def _assert_known(self, tag: int) -> None:
        """RabbitMQ closes the channel of who answers a message twice."""
        if tag not in self._unacknowledged:
            self.process.world.clock.failed.append(f"G5 {self.process.name} answered a message twice")
            self.lose()
            raise SessionLost("unknown delivery tag")

    def assert_open(self) -> None:
        if self._lost or not self._broker.reachable(self.process):
            self.lose()
            raise SessionLost("the connection is lost")

    def close(self) -> None:
        self.lose()

    def lose(self) -> None:
        """What was not acknowledged goes back to its place in the queue."""
        self._lost = True
        if self in self._queue.sessions:
            self._queue.sessions.remove(self)
        back = [replace(message, redelivered=True) for message in self._unacknowledged.values()]
        self._queue.ready.extendleft(reversed(back))
        self._unacknowledged.clear()
