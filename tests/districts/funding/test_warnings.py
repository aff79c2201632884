"""What somebody is told to look after, on the very day from which it counts."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace as but

from services.contracts.districts import FundingShare
from services.districts.domain.funding import FUNDING
from services.districts.domain.periods import Period
from services.districts.funding_warnings import notices, unplanned
from tests.districts.funding.grant import (
    ESF,
    FIRST_DAY,
    KOWO,
    LAST_DAY,
    NEXT_PLAN_ID,
    PLANNED,
    POST,
    document,
    filled,
    milestone,
    spent,
)

COVERED = Period(FIRST_DAY, LAST_DAY)
DAY = date(2026, 6, 30)


def kinds(*facts: object, operation: Period = COVERED, on: date = DAY) -> list[str]:
    return [each.kind for each in notices(FUNDING.fold(facts), operation, on)]  # type: ignore[arg-type]


def test_a_funding_in_order_says_nothing() -> None:
    assert kinds(PLANNED, document(), spent(1, LAST_DAY), milestone(DAY, DAY)) == []


@pytest.mark.parametrize(
    ("days", "told"), [(61, []), (60, ["document_expires"]), (0, ["document_expires"]), (-1, ["document_expired"])]
)
def test_a_document_is_told_of_60_days_before_it_expires(days: int, told: list[str]) -> None:
    assert kinds(PLANNED, document(DAY + timedelta(days=days))) == told


def test_days_without_a_plan_are_named() -> None:
    later = but(PLANNED, plan_id=NEXT_PLAN_ID, first_day=date(2025, 2, 1), last_day=date(2025, 12, 31))
    funding = FUNDING.fold([later, PLANNED])
    gaps = list(unplanned(funding, Period(date(2021, 12, 31), date(2026, 1, 1))))

    assert gaps == [
        Period(date(2021, 12, 31), date(2021, 12, 31)),
        Period(date(2025, 1, 1), date(2025, 1, 31)),
        Period(date(2026, 1, 1), date(2026, 1, 1)),
    ]


def test_plans_that_meet_leave_no_gap() -> None:
    later = but(PLANNED, plan_id=NEXT_PLAN_ID, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31))
    assert list(unplanned(FUNDING.fold([PLANNED, later]), Period(FIRST_DAY, date(2025, 12, 31)))) == []


def test_without_any_plan_all_of_the_operation_is_unplanned() -> None:
    assert list(unplanned(FUNDING.fold([]), COVERED)) == [COVERED]


def test_a_plan_beyond_the_operation_is_told_of() -> None:
    assert kinds(PLANNED, operation=Period(FIRST_DAY, date(2024, 12, 30))) == ["plan_outside"]
    assert kinds(PLANNED, operation=Period(date(2022, 1, 2), LAST_DAY)) == ["plan_outside"]


@pytest.mark.parametrize(("hundredths", "told"), [(75, []), (74, ["post_unfilled"]), (0, ["post_unfilled"])])
def test_a_post_that_is_not_all_filled_today_is_told_of(hundredths: int, told: list[str]) -> None:
    assert kinds(PLANNED, POST, filled(hundredths, date(2026, 1, 1))) == told


def test_a_post_of_another_year_is_not_missed_today() -> None:
    assert kinds(PLANNED, POST, on=date(2025, 12, 31)) == []
    assert kinds(PLANNED, POST, on=date(2027, 1, 1)) == []


def test_a_share_off_by_a_cent_of_what_was_agreed_is_told_of() -> None:
    """80 percent of 100,000.00 euros are a whole number of cents, so that one cent less is no rounding."""
    shares = (but(ESF, cents=ESF.cents - 1), but(KOWO, cents=KOWO.cents + 1))
    assert kinds(but(PLANNED, shares=shares)) == ["share_below", "share_above"]


def test_a_share_that_cannot_be_met_in_whole_cents_is_met_as_closely_as_can_be() -> None:
    thirds = (
        FundingShare(source="esf", cents=34, agreed_hundredths=3333),
        FundingShare(source="land", cents=33, agreed_hundredths=3333),
        FundingShare(source="own", cents=33, agreed_hundredths=3334),
    )
    assert kinds(but(PLANNED, shares=thirds)) == []


def test_a_share_that_nobody_agreed_upon_is_not_measured() -> None:
    shares = (but(ESF, agreed_hundredths=None, cents=1), but(KOWO, agreed_hundredths=None, cents=99_999_99))
    assert kinds(but(PLANNED, shares=shares)) == []


def test_costs_beyond_their_plan_and_days_without_one_are_told_of() -> None:
    assert kinds(PLANNED, spent(10_000_00, LAST_DAY, kind="material")) == []
    assert kinds(PLANNED, spent(10_000_01, LAST_DAY, kind="material")) == ["cost_overdrawn"]
    assert kinds(PLANNED, spent(1, LAST_DAY + timedelta(days=1))) == ["money_unplanned"]


def test_a_milestone_is_overdue_the_day_after() -> None:
    assert kinds(PLANNED, milestone(DAY)) == []
    assert kinds(PLANNED, milestone(DAY - timedelta(days=1))) == ["milestone_overdue"]


def test_a_notice_says_how_much_is_missing() -> None:
    shares = (but(ESF, cents=79_000_00), but(KOWO, cents=21_000_00))
    first, _ = notices(FUNDING.fold([but(PLANNED, shares=shares)]), COVERED, DAY)

    assert first.text == (
        "Plan 01.01.2022 bis 31.12.2024: ESF trägt 79,00 %. Das sind 1.000,00 € weniger als die vereinbarten 80,00 %."
    )
