"""Plan against actual, by year and altogether; posts by month; all of it exactly."""

from datetime import date
from fractions import Fraction

from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace as but

from services.contracts.districts import FundingShare
from services.districts.domain.apportioning import apportioned
from services.districts.domain.funding import FUNDING
from services.districts.domain.funding_state import Funding
from services.districts.funding_figures import by_year, calendar_years, figures, shares_of
from services.districts.funding_staffing import rounded, staffing
from tests.districts.funding.grant import OTHER_ID, PLANNED, POST, called, filled, received, spent


def folded(*facts: object) -> Funding:
    return FUNDING.fold(facts)  # type: ignore[arg-type]  # facts, whichever


def test_the_whole_period_is_the_plan_as_it_stands() -> None:
    shown = figures(folded(PLANNED))

    assert [(line.source, line.planned, line.planned_share) for line in shown.sources] == [
        ("esf", 80_000_00, 8000),
        ("housing_company", 20_000_00, 2000),
    ]
    assert [(line.kind, line.planned) for line in shown.costs] == [("staff", 90_000_00), ("material", 10_000_00)]
    assert shown.planned == shown.planned_costs == 100_000_00


def test_actual_stands_beside_plan() -> None:
    facts = (
        PLANNED,
        spent(30_000_00, date(2022, 5, 5)),
        called(9_000_00, date(2022, 6, 1)),
        called(3_000_00, date(2023, 6, 1), request_id=OTHER_ID),
        received(8_000_00, date(2022, 7, 1)),
        received(2_000_00, date(2022, 8, 1), source="housing_company", payment_id=OTHER_ID),
    )
    esf, company = figures(folded(*facts)).sources
    staff, material = figures(folded(*facts)).costs

    assert (esf.called, esf.received, esf.outstanding, esf.received_share) == (12_000_00, 8_000_00, 4_000_00, 8000)
    assert (company.called, company.received, company.outstanding) == (0, 2_000_00, -2_000_00)
    assert (staff.spent, staff.left, material.left) == (30_000_00, 60_000_00, 10_000_00)


def test_a_year_has_what_happened_in_it_and_the_plan_by_days() -> None:
    now = folded(PLANNED, spent(100, date(2022, 12, 31)), spent(7, date(2023, 1, 1), expense_id=OTHER_ID))

    assert [figures(now, year).spent for year in (2022, 2023, 2024)] == [100, 7, 0]
    # 365, 365 and 366 of 1096 days of 80,000 euros
    assert [figures(now, year).sources[0].planned for year in (2022, 2023, 2024)] == [2664234, 2664233, 2671533]


def test_what_was_corrected_counts_once_and_what_was_a_mistake_not_at_all() -> None:
    now = folded(PLANNED, spent(100, date(2022, 5, 5)), spent(40, date(2022, 5, 5)))
    assert figures(now).spent == 40
    assert figures(folded(spent(100, date(2022, 5, 5)), spent(0, date(2022, 5, 5)))).costs == []


def test_years_reach_from_the_first_to_the_last_thing() -> None:
    assert calendar_years(folded(PLANNED, received(1, date(2026, 1, 1)))) == [2022, 2023, 2024, 2025, 2026]
    assert calendar_years(Funding()) == []


def test_shares_of_thirds_are_100_percent_together() -> None:
    thirds = tuple(FundingShare(source="own", cents=1, payer=name) for name in "abc")
    assert [part for _, part in shares_of(but(PLANNED, shares=thirds))] == [3334, 3333, 3333]


@for_all(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_parts_add_up_and_none_is_a_whole_one_off(total: int, weights: list[int]) -> None:
    parts, whole = apportioned(total, weights), sum(weights)

    assert sum(parts) == (total if whole else 0)
    for part, weight in zip(parts, weights, strict=True):
        assert not whole or abs(part - Fraction(total * weight, whole)) < 1


@for_all(st.integers(0, 10**11), st.dates(date(2014, 1, 1), date(2029, 12, 31)), st.integers(0, 4000))
def test_the_years_of_a_plan_add_up_to_it(cents: int, first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    years = by_year(cents, first, last)

    assert sum(years.values()) == cents
    assert (min(years), max(years)) == (first.year, last.year)


def test_posts_of_a_month_are_the_mean_of_its_days() -> None:
    now = folded(POST, filled(60, date(2026, 4, 16)), filled(0, date(2026, 3, 1)))
    months = {line.first_day.month: line for line in staffing(now, 2026)}

    assert len(months) == 12
    assert {line.planned for line in months.values()} == {Fraction(75)}
    assert [months[month].filled for month in (3, 4, 5, 12)] == [0, 30, 60, 60]
    assert months[4].is_short


def test_posts_are_nowhere_outside_their_period() -> None:
    assert {(line.planned, line.filled) for line in staffing(folded(POST, filled(75, date(2026, 1, 1))), 2027)} == {
        (0, 0)
    }


def test_a_part_of_a_month_is_shown_rounded_half_up() -> None:
    assert [rounded(Fraction(value)) for value in ("0", "24.49", "24.5", "75")] == [0, 24, 25, 75]
