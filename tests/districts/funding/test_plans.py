"""Plans of money: whole to the cent, one at a time."""

from dataclasses import replace
from datetime import date

import pytest
from msgspec.structs import replace as but

from services.contracts.districts import CostPlan, EntryWithdrawn, FundingShare
from services.contracts.names import NameMissing
from services.districts.domain.funding import FUNDING, WithdrawEntry
from services.districts.domain.funding_plans import (
    MOST_SHARES,
    CostTwice,
    NothingPlanned,
    PercentsNotWhole,
    PlansOverlap,
    SharesDoNotCoverCosts,
    ShareTwice,
    TooManyShares,
)
from services.districts.domain.funding_state import Funding, UnknownEntry
from services.districts.domain.periods import EndsBeforeStart
from services.districts.domain.traeger import UnknownOperation
from tests.districts.funding.grant import ESF, KOWO, NEXT_PLAN_ID, PLAN, PLAN_ID, PLANNED, STAFF_COSTS
from tests.districts.people import OPENED
from tests.kit.spec import specify

given = specify(FUNDING)
WITHDRAW = WithdrawEntry(entry_id=PLAN_ID, opened=OPENED)
WITHDRAWN = EntryWithdrawn(operation_id=OPENED.operation_id, operation="thinka", entry_id=PLAN_ID)


def test_a_period_is_planned_as_granted() -> None:
    given().when(PLAN).then(PLANNED)


def test_the_same_plan_again_is_amended() -> None:
    longer = replace(PLAN, last_day=date(2025, 6, 30), title=" Änderungsbescheid ")
    given(PLANNED).when(longer).then(but(PLANNED, last_day=date(2025, 6, 30), title="Änderungsbescheid"))


def test_shares_and_costs_are_the_same_to_the_cent() -> None:
    a_cent_less = (but(ESF, cents=79_999_99), KOWO)
    given().when(replace(PLAN, shares=a_cent_less)).then_refused(SharesDoNotCoverCosts)
    given().when(replace(PLAN, costs=(STAFF_COSTS,))).then_refused(SharesDoNotCoverCosts)


def test_a_plan_has_money_on_both_sides() -> None:
    given().when(replace(PLAN, shares=())).then_refused(NothingPlanned)
    given().when(replace(PLAN, costs=())).then_refused(NothingPlanned)


def test_who_pays_stands_once_and_so_does_each_kind_of_cost() -> None:
    halves = but(ESF, cents=40_000_00)
    given().when(replace(PLAN, shares=(halves, halves, KOWO))).then_refused(ShareTwice, field="shares")
    material = CostPlan(kind="material", cents=5_000_00)
    given().when(replace(PLAN, costs=(STAFF_COSTS, material, material))).then_refused(CostTwice, field="costs")


def test_two_housing_companies_pay_side_by_side() -> None:
    each = FundingShare(source="housing_company", cents=10_000_00)
    shares = (but(ESF, agreed_hundredths=None), but(each, payer="KoWo mbH"), but(each, payer="TAG"))
    given().when(replace(PLAN, shares=shares)).then(but(PLANNED, shares=shares))


def test_there_are_as_many_who_pay_as_the_form_has_lines() -> None:
    many = [FundingShare(source="donation", cents=1, payer=f"Verein {n}") for n in range(MOST_SHARES + 1)]
    costs = (CostPlan(kind="other", cents=MOST_SHARES + 1),)
    given().when(replace(PLAN, shares=tuple(many), costs=costs)).then_refused(TooManyShares)


@pytest.mark.parametrize("agreed", [1999, 2001])
def test_agreed_shares_are_100_percent_together(agreed: int) -> None:
    given().when(replace(PLAN, shares=(ESF, but(KOWO, agreed_hundredths=agreed)))).then_refused(PercentsNotWhole)


def test_where_one_share_is_not_agreed_the_others_need_not_be_100_percent() -> None:
    shares = (ESF, but(KOWO, agreed_hundredths=None))
    given().when(replace(PLAN, shares=shares)).then(but(PLANNED, shares=shares))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2024, 12, 31), date(2025, 12, 31)),
        (date(2021, 1, 1), date(2022, 1, 1)),
        (date(2023, 1, 1), date(2023, 1, 1)),
        (date(2021, 1, 1), date(2026, 1, 1)),
    ],
)
def test_two_plans_share_no_day(first: date, last: date) -> None:
    another = replace(PLAN, plan_id=NEXT_PLAN_ID, first_day=first, last_day=last)
    given(PLANNED).when(another).then_refused(PlansOverlap, field="first_day")


def test_a_plan_follows_another_the_day_after() -> None:
    period = {"first_day": date(2025, 1, 1), "last_day": date(2025, 1, 1)}
    following = replace(PLAN, plan_id=NEXT_PLAN_ID, **period)
    given(PLANNED).when(following).then(but(PLANNED, plan_id=NEXT_PLAN_ID, **period))


def test_a_plan_does_not_end_before_it_begins() -> None:
    given().when(replace(PLAN, last_day=date(2021, 12, 31))).then_refused(EndsBeforeStart, field="last_day")


def test_a_title_says_something() -> None:
    given().when(replace(PLAN, title=" ")).then_refused(NameMissing)


def test_nothing_is_planned_for_an_operation_that_nobody_opened() -> None:
    given().when(replace(PLAN, opened=None)).then_refused(UnknownOperation)


def test_a_plan_by_mistake_is_withdrawn_and_makes_room() -> None:
    given(PLANNED).when(WITHDRAW).then(WITHDRAWN)
    given(PLANNED, WITHDRAWN).then_state(Funding(withdrawn=frozenset({PLAN_ID})))
    other = replace(PLAN, plan_id=NEXT_PLAN_ID)
    given(PLANNED, WITHDRAWN).when(other).then(but(PLANNED, plan_id=NEXT_PLAN_ID))


def test_what_never_was_is_not_withdrawn() -> None:
    given(PLANNED).when(replace(WITHDRAW, entry_id=NEXT_PLAN_ID)).then_refused(UnknownEntry, field="entry_id")
