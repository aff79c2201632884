"""The trend: items by half-year and tone add up, whatever is asked for; and the bars show just that."""

from datetime import date
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.events.domain.press_trend import TONES, Cell, HalfYear, Said, half_year, trend
from services.events.pages.press_drawing import BASE, TOP, drawn

PLACES: Final = ("nord", "sued", "west")
ITEMS: Final = st.lists(
    st.builds(
        Said,
        st.dates(date(2014, 1, 1), date(2026, 12, 31)),
        st.sampled_from(TONES),
        st.lists(st.sampled_from(PLACES), unique=True, max_size=3).map(tuple),
    ),
    max_size=60,
)


@given(ITEMS)
def test_every_item_counts_once_in_all_and_once_in_each_of_its_places(items: list[Said]) -> None:
    whole = trend(items)

    assert whole.whole.total == len(items)
    assert sum(cell.total for _, cell in whole.rows) == len(items)
    for place in PLACES:
        assert trend(items, place).whole.total == sum(place in item.sozialraeume for item in items)


@given(ITEMS)
def test_half_years_follow_one_another_without_a_gap_and_hold_their_own_items(items: list[Said]) -> None:
    rows = trend(items).rows

    assert [of for of, _ in rows] == sorted({of for of, _ in rows})
    assert all(one.next == other for (one, _), (other, _) in pairwise(rows))
    for of, cell in rows:
        mine = [item.tone for item in items if half_year(item.on) == of]
        assert dict(cell.counts) == {tone: mine.count(tone) for tone in TONES}


@given(st.tuples(*(st.integers(0, 500) for _ in TONES)))
def test_shares_are_rounded_to_the_nearest_percent(counts: tuple[int, ...]) -> None:
    cell = Cell(dict(zip(TONES, counts, strict=True)))

    for tone, count in cell.counts.items():
        share = cell.percent(tone)
        if cell.total == 0:
            assert share is None
        else:
            assert share is not None
            assert abs(share - 100 * count / cell.total) <= 0.5


@pytest.mark.parametrize(
    ("on", "half"), [(date(2026, 1, 1), 1), (date(2026, 6, 30), 1), (date(2026, 7, 1), 2), (date(2026, 12, 31), 2)]
)
def test_a_half_year_ends_with_june_and_december(on: date, half: int) -> None:
    assert half_year(on) == HalfYear(2026, half)


@given(ITEMS)
def test_bars_stand_on_the_line_in_proportion_to_their_items(items: list[Said]) -> None:
    sheet = drawn(trend(items))

    if not items:
        assert sheet is None
        return
    assert sheet is not None
    most = max(bar.items for bar in sheet.bars)
    assert sum(bar.items for bar in sheet.bars) == len(items)
    for bar in sheet.bars:
        height = sum(part.height for part in bar.parts)
        assert height == pytest.approx((BASE - TOP) * bar.items / most, abs=0.2)
        assert bar.top == pytest.approx(BASE - height, abs=0.2)
