"""The moves between two positions: they add up, place by place, and tell no detours; who is linked moves together."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.reporting.deltas.lives import Life, Move, Span, moves_between
from services.reporting.deltas.places import Cell, NotCounted, Place
from services.reporting.deltas.units import Unit
from services.reporting.domain.expressions import Row
from services.reporting.linking.components import Link

WOMEN, MEN = Cell("EECO01", "female"), Cell("EECO01", "male")
DRAFT = NotCounted("draft")
PLACES = st.dictionaries(st.sampled_from([WOMEN, MEN, DRAFT]), st.integers(0, 3))
Station = Mapping[Place, int]


@given(st.lists(PLACES, min_size=1, max_size=9))
def test_the_values_of_a_place_add_up_to_what_changed_there(stations: list[Station]) -> None:
    sums: Counter[Place] = Counter()
    for move in moves_between(range(len(stations)), stations.__getitem__):
        sums.update(move.values)

    for place in (WOMEN, MEN, DRAFT):
        assert sums[place] == stations[-1].get(place, 0) - stations[0].get(place, 0)


def test_whoever_comes_back_to_where_one_was_has_not_moved() -> None:
    stations: dict[int, Station] = {3: {WOMEN: 1}, 5: {MEN: 1}, 8: {WOMEN: 1}}

    assert list(moves_between(stations, stations.__getitem__)) == []


def test_each_move_is_told_at_its_position() -> None:
    stations: dict[int, Station] = {0: {}, 5: {DRAFT: 1}, 8: {WOMEN: 1}}

    assert list(moves_between(stations, stations.__getitem__)) == [Move(8, {WOMEN: 1})]


def life(number: int, *entries: tuple[Span, str]) -> Life:
    rows: list[tuple[Span, Row]] = [
        (span, {"state": "submitted", "entry_date": date.fromisoformat(day), "exit_date": None, "erased": False})
        for span, day in entries
    ]
    return Life(UUID(int=number), UUID(int=100 + number), number, rows, [])


def test_a_unit_moves_where_something_about_it_begins_or_ends_in_the_stretch() -> None:
    unit = Unit([life(2, (Span(2, 5), "2024-01-01"), (Span(5, 9), "2024-01-01"), (Span(9, None), "2024-01-01"))])

    assert unit.moves(2, 9) == [5, 9]
    assert unit.moves(0, 4) == [2]
    assert (unit.lives[0].entry_at(1), unit.lives[0].entry_at(8)) == (None, unit.lives[0].entries[1][1])


def test_two_are_one_as_long_as_the_link_between_them_is_active() -> None:
    one, other = life(1, (Span(1, None), "2024-03-01")), life(2, (Span(2, None), "2024-02-01"))
    unit = Unit([one, other], [(Span(5, 8), Link(one.person, other.person, 5))])

    principals = {at: [each.principal.participation for each in unit.linked_at(at).groups] for at in (4, 5, 7, 8)}

    assert unit.moves(2, 9) == [5, 8]
    assert principals == {4: [], 5: [other.participation], 7: [other.participation], 8: []}
