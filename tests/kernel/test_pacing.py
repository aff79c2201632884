"""Who is quiet is looked at less often, and never less than was promised."""

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from services.kernel.pacing import Paces
from services.kernel.watch import LONGEST_S, POLL_S


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def looks(paces: Paces[str], clock: Clock, seconds: float) -> list[float]:
    """At which seconds the one district is looked at."""
    found = []
    end = clock.now + seconds
    while clock.now < end:
        if paces.due(["a"]):
            found.append(clock.now)
        clock.now += 0.5
    return found


def test_a_quiet_one_is_looked_at_after_one_two_four_and_then_every_eight_seconds() -> None:
    clock = Clock()
    assert looks(Paces(1, 8, clock), clock, 40) == [0, 1, 3, 7, 15, 23, 31, 39]


def test_something_that_happens_brings_the_next_look_near() -> None:
    clock = Clock()
    paces: Paces[str] = Paces(1, 8, clock)
    looks(paces, clock, 20)
    paces.stir("a")
    assert looks(paces, clock, 12) == [21, 22, 24, 28]


def test_however_much_happens_a_look_is_not_put_off() -> None:
    clock = Clock()
    paces: Paces[str] = Paces(5, 20, clock)
    assert paces.due(["a"]) == {"a"}
    for _ in range(49):
        clock.now += 0.1
        paces.stir("a")
        assert not paces.due(["a"])
    clock.now += 0.1
    assert paces.due(["a"]) == {"a"}


def test_a_new_one_is_due_at_once_and_one_that_went_is_forgotten() -> None:
    clock = Clock()
    paces: Paces[str] = Paces(1, 8, clock)
    assert paces.next_due() == math.inf, "nobody to look at is no reason to hurry"
    assert paces.due(["a"]) == {"a"}
    assert paces.next_due() == 1
    assert paces.due(["a", "b"]) == {"b"}
    assert paces.due(["b"]) == set()
    assert paces.due(["a", "b"]) == {"a"}


@given(st.lists(st.tuples(st.floats(0, 3), st.booleans()), max_size=60))
def test_no_district_waits_longer_than_the_longest_and_a_look(steps: list[tuple[float, bool]]) -> None:
    clock = Clock()
    paces: Paces[str] = Paces(POLL_S, LONGEST_S, clock)
    seen = [clock.now for pause, stirred in steps if _step(paces, clock, pause, stirred=stirred)]
    assert all(later - earlier <= LONGEST_S + 3 for earlier, later in itertools.pairwise([*seen, clock.now]))
    assert LONGEST_S < 10, "the promise of G5"


def _step(paces: Paces[str], clock: Clock, pause: float, *, stirred: bool) -> bool:
    clock.now += pause
    if stirred:
        paces.stir("a")
    return bool(paces.due(["a"]))
