"""Handing over without a broker: what is rejected, acknowledged and tried again."""

import threading
from collections.abc import Callable, Sequence

from services.kernel.backoff import Stop
from services.kernel.database import DatabaseDown
from services.kernel.delivery import Delivery, Refused
from services.kernel.handing_over import Batch, BatchConsumer


class OneBatch:
    """A session with one batch; ends the consumer when it is acknowledged."""

    def __init__(self, stop: threading.Event, *bodies: bytes) -> None:
        self.stop = stop
        self.batch = [(tag, Delivery(body, "k", redelivered=False)) for tag, body in enumerate(bodies, start=1)]
        self.acknowledged: list[int] = []
        self.rejected: list[int] = []

    def next_batch(self, most: int, stop: Stop) -> Batch:
        assert most >= len(self.batch)
        assert not stop.is_set()
        return list(self.batch)

    def acknowledge(self, tag: int) -> None:
        self.acknowledged.append(tag)
        if tag == self.batch[-1][0]:
            self.stop.set()

    def reject(self, tag: int) -> None:
        self.rejected.append(tag)

    def assert_open(self) -> None:
        pass

    def close(self) -> None:
        pass


def consumed(handle: Callable[[Sequence[bytes]], None], *bodies: bytes) -> OneBatch:
    stop = threading.Event()
    session = OneBatch(stop, *bodies)
    consumer = BatchConsumer("q", lambda: session, lambda batch: handle([each.body for each in batch]), stop)
    consumer.run()
    return session


def test_a_refused_message_is_rejected_once_however_often_the_rest_is_tried() -> None:
    failures = [DatabaseDown("away")] * 4
    handled: list[Sequence[bytes]] = []

    def handle(bodies: Sequence[bytes]) -> None:
        if b"bad" in bodies:
            raise Refused({bodies.index(b"bad"): "Forged"})
        if failures:
            raise failures.pop()
        handled.append(bodies)

    session = consumed(handle, b"one", b"bad", b"two")
    assert session.rejected == [2]
    assert session.acknowledged[-1] == 3
    assert [body for bodies in handled for body in bodies] == [b"one", b"two"]


def test_several_refused_messages_of_a_batch_are_each_rejected() -> None:
    def handle(bodies: Sequence[bytes]) -> None:
        if bad := {place: "Forged" for place, body in enumerate(bodies) if body == b"bad"}:
            raise Refused(bad)

    session = consumed(handle, b"bad", b"bad", b"one", b"bad", b"two")
    assert sorted(session.rejected) == [1, 2, 4]
    assert session.acknowledged == [5]
