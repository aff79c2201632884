"""What a batch's acknowledgement stands for, without broker: all of it is through, nothing was passed over."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

import services.kernel.logging  # noqa: F401 - lines of one line instead of structlog's own
from services.kernel.delivery import Delivery, Refused
from services.kernel.envelope import Unreadable
from services.kernel.handing_over import Batch, BatchConsumer

ROUTE = "erfurt.intake.contact_recorded"


class Stop(threading.Event):
    """Nobody waits; a consumer that goes on for ever is told to stop."""

    waits = 0

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002
        self.waits += 1
        if self.waits > 12:
            self.set()
        return self.is_set()


@dataclass
class Script:
    """Hands out these batches, writes down what it is told, and stops the consumer at the end."""

    batches: list[list[int]]
    stop: Stop = field(default_factory=Stop)
    told: list[str] = field(default_factory=list)

    def next_batch(self, most: int, stop: object) -> Batch:  # noqa: ARG002
        if not self.batches:
            self.stop.set()
            return []
        return [(tag, Delivery(str(tag).encode(), ROUTE, redelivered=False)) for tag in self.batches.pop(0)]

    def acknowledge(self, tag: int) -> None:
        self.told.append(f"acknowledged up to {tag}")

    def reject(self, tag: int) -> None:
        self.told.append(f"dead {tag}")

    def assert_open(self) -> None:
        """It always is."""

    def close(self) -> None:
        """Nothing to close."""

    def consume(self, fault: Callable[[list[int]], None] = lambda _: None) -> list[str]:
        """What happened; ``fault`` may raise instead of handling these tags."""

        def handle(deliveries: Sequence[Delivery]) -> None:
            tags = [int(each.body) for each in deliveries]
            fault(tags)
            self.told.append(f"handled {tags}")

        BatchConsumer("reporting.journal", lambda: self, handle, self.stop).run()
        return self.told


@dataclass
class Failing:
    """Raises when this tag is among those handed over, a number of times."""

    tag: int
    times: int
    error: Exception

    def __call__(self, tags: list[int]) -> None:
        if self.tag in tags and self.times > 0:
            self.times -= 1
            raise self.error


@pytest.mark.guarantee("G1")
def test_a_batch_is_acknowledged_once_it_is_through_and_not_before() -> None:
    assert Script([[1, 2], [3]]).consume() == [
        *("handled [1, 2]", "acknowledged up to 2"),
        *("handled [3]", "acknowledged up to 3"),
    ]


@pytest.mark.guarantee("G1")
def test_what_cannot_be_handled_is_neither_acknowledged_nor_passed_over() -> None:
    """An acknowledgement covers all before it: going on behind a message that failed would lose it."""
    told = Script([[1, 2, 3]]).consume(Failing(2, 10**6, KeyError("handler")))

    assert told == ["handled [1]", "acknowledged up to 1"]


@pytest.mark.guarantee("G1", "G5")
def test_a_fault_that_passes_delays_and_drops_nothing() -> None:
    told = Script([[1, 2, 3]]).consume(Failing(2, 5, KeyError("handler")))

    assert told == [line for tag in (1, 2, 3) for line in (f"handled [{tag}]", f"acknowledged up to {tag}")]


@pytest.mark.guarantee("G5")
def test_only_what_the_handler_refuses_is_dead_lettered() -> None:
    told = Script([[1, 2, 3]]).consume(Failing(2, 1, Refused({1: "Forged"})))

    assert told == ["dead 2", "handled [1, 3]", "acknowledged up to 3"]


@pytest.mark.guarantee("G5")
def test_the_one_at_fault_is_found_and_the_others_are_handled() -> None:
    told = Script([[1, 2, 3]]).consume(Failing(2, 10**6, Unreadable("body")))

    assert told == ["handled [1]", "acknowledged up to 1", "dead 2", "handled [3]", "acknowledged up to 3"]
