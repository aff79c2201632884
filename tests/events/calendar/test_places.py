"""Who has a place: for any order of registrations and of places given back."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.events.domain.places import Places

CAPACITY = 6
# (registration, persons) registers, (registration, 0) gives back.
STEPS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, CAPACITY)), max_size=30)


def told(steps: list[tuple[int, int]]) -> list[Places]:
    """The places after each step that may happen."""
    now = Places(CAPACITY)
    seen = []
    for number, persons in steps:
        key = UUID(int=number)
        if persons and key not in now.wanted and key not in now.given_back:
            now = now.requested(key, persons)
        elif not persons and key in now.wanted:
            now = now.released(key)
        seen.append(now)
    return seen


@given(STEPS)
def test_never_more_persons_than_places(steps: list[tuple[int, int]]) -> None:
    for now in told(steps):
        assert now.taken <= CAPACITY
        assert now.taken + now.waiting == sum(now.wanted.values())


@given(STEPS)
def test_the_order_is_kept(steps: list[tuple[int, int]]) -> None:
    for now in told(steps):
        has_place = list(now.accepted.values())
        assert has_place == sorted(has_place, reverse=True), "somebody passed somebody who waits"


@given(STEPS)
def test_whoever_has_a_place_keeps_it_until_it_is_given_back(steps: list[tuple[int, int]]) -> None:
    before = Places(CAPACITY)
    for now in told(steps):
        kept = {key for key, has_place in before.accepted.items() if has_place} - now.given_back
        assert all(now.accepted[key] for key in kept)
        before = now


@given(STEPS)
def test_nobody_waits_who_would_fit(steps: list[tuple[int, int]]) -> None:
    for now in told(steps):
        first = next((key for key, has_place in now.accepted.items() if not has_place), None)
        assert first is None or now.taken + now.wanted[first] > CAPACITY


def test_without_a_capacity_everybody_has_a_place() -> None:
    many = Places().requested(UUID(int=1), 20).requested(UUID(int=2), 20)

    assert (many.taken, many.waiting) == (40, 0)
