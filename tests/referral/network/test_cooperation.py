"""Who works with whom: edges over time, and where partners stand on the map."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.referral import PartnersLinked, PartnersUnlinked
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.referral.domain.edge import (
    EDGE,
    Command,
    EdgeInTheFuture,
    LinkPartners,
    NotLinked,
    UnlinkPartners,
    WithItself,
)
from services.referral.domain.map_layout import positions

ONE, OTHER = UUID(int=1), UUID(int=2)
JANUARY, MARCH, MAY, TODAY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1), date(2026, 6, 1)


def link(strength: int, on: date = MARCH, one: UUID = ONE, other: UUID = OTHER) -> LinkPartners:
    return LinkPartners(one_id=one, other_id=other, strength=strength, on=on, today=TODAY)


def unlink(on: date = MAY) -> UnlinkPartners:
    return UnlinkPartners(one_id=OTHER, other_id=ONE, on=on, today=TODAY)


def linked(strength: int, on: date = MARCH) -> PartnersLinked:
    return PartnersLinked(one_id=ONE, other_id=OTHER, strength=strength, on=on)


UNLINKED = PartnersUnlinked(one_id=ONE, other_id=OTHER, on=MAY)


@pytest.mark.parametrize(
    ("before", "when", "then"),
    [
        ([], link(2), [linked(2)]),
        ([], link(2, one=OTHER, other=ONE), [linked(2)]),
        ([linked(2)], link(2), []),
        ([linked(2)], link(2, MAY), []),
        ([linked(2)], link(3), [linked(3)]),
        ([linked(2)], link(1, JANUARY), [linked(1, JANUARY)]),
        ([linked(2)], unlink(), [UNLINKED]),
        ([linked(2), UNLINKED], link(4, TODAY), [linked(4, TODAY)]),
    ],
)
def test_what_is_recorded(before: list[Contract], when: Command, then: list[Contract]) -> None:
    assert list(EDGE.decide(when, EDGE.fold(before))) == then


@pytest.mark.parametrize(
    ("before", "when", "refusal"),
    [
        ([], link(2, one=ONE, other=ONE), WithItself),
        ([], link(2, date(2026, 7, 1)), EdgeInTheFuture),
        ([], unlink(), NotLinked),
        ([linked(2)], unlink(JANUARY), NotLinked),
        ([linked(2), UNLINKED], unlink(TODAY), NotLinked),
    ],
)
def test_what_is_refused(before: list[Contract], when: Command, refusal: type[RuleViolation]) -> None:
    with pytest.raises(refusal):
        EDGE.decide(when, EDGE.fold(before))


def test_the_map_of_an_earlier_day_stays_what_it_was() -> None:
    edge = EDGE.fold([linked(2), UNLINKED])
    assert [edge.on(day) for day in (JANUARY, MARCH, MAY, TODAY)] == [None, 2, None, None]


# --- The map ------------------------------------------------------------------------

EDGES = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(1, 4)), max_size=20)


@given(count=st.integers(0, 12), lines=EDGES)
@settings(max_examples=40, deadline=None)
def test_everybody_has_a_place_within_the_field_and_always_the_same(
    count: int, lines: list[tuple[int, int, int]]
) -> None:
    edges = tuple((one, other, strength) for one, other, strength in lines if one < other < count)
    found = positions(count, edges)
    positions.cache_clear()

    assert len(found) == count
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in found)
    assert positions(count, edges) == found


def test_who_works_together_stands_nearer_than_who_does_not() -> None:
    edges = ((0, 1, 4), (1, 2, 4), (0, 2, 4), (3, 4, 4), (4, 5, 4), (3, 5, 4))
    found = positions(6, edges)

    def distance(one: int, other: int) -> float:
        return ((found[one][0] - found[other][0]) ** 2 + (found[one][1] - found[other][1]) ** 2) ** 0.5

    together = max(distance(one, other) for one, other, _ in edges)
    apart = min(distance(one, other) for one in (0, 1, 2) for other in (3, 4, 5))
    assert together < apart
