"""Holds: who stops the erasing of an operation, and what that does to the period in which everything is kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from services.contracts.districts import EntryWithdrawn, HoldEffect, HoldLifted, HoldPlaced
from services.contracts.retention import Hold, kept_until, retention
from services.districts.domain.funding import FUNDING, WithdrawEntry
from services.districts.domain.funding_holds import LiftedBeforePlaced, LiftHold, PlaceHold
from services.districts.domain.funding_money import InTheFuture
from services.districts.domain.funding_retention import retention_of
from services.districts.domain.funding_state import UnknownEntry
from services.districts.domain.traeger import UnknownOperation
from tests.districts.funding.grant import ENTRY_ID, FIRST_DAY, OTHER_ID, TODAY, received
from tests.districts.people import OPENED
from tests.kit.spec import specify

given = specify(FUNDING)
PLACE = PlaceHold(hold_id=ENTRY_ID, opened=OPENED, grounds="court", on=FIRST_DAY, effect="restarts", today=TODAY)
LIFT = LiftHold(hold_id=ENTRY_ID, opened=OPENED, on=TODAY, today=TODAY)
LATE, LATER = date(2030, 3, 1), date(2030, 5, 30)


def placed(effect: HoldEffect = "restarts", on: date = FIRST_DAY) -> HoldPlaced:
    return HoldPlaced(
        operation_id=OPENED.operation_id, operation="thinka", hold_id=ENTRY_ID, grounds="court", on=on, effect=effect
    )


def lifted(on: date = TODAY) -> HoldLifted:
    return HoldLifted(operation_id=OPENED.operation_id, operation="thinka", hold_id=ENTRY_ID, on=on)


def test_a_hold_is_placed_corrected_and_lifted() -> None:
    given().when(PLACE).then(placed())
    given(placed()).when(PLACE).then()
    given(placed()).when(replace(PLACE, effect="extends")).then(placed("extends"))
    given(placed()).when(LIFT).then(lifted())
    given(placed(), lifted()).when(LIFT).then()


def test_a_hold_does_not_end_before_it_began_nor_tomorrow() -> None:
    given(placed()).when(replace(LIFT, on=FIRST_DAY - timedelta(days=1))).then_refused(LiftedBeforePlaced, field="on")
    given(placed()).when(replace(LIFT, on=FIRST_DAY)).then(lifted(FIRST_DAY))
    given(placed()).when(replace(LIFT, on=TODAY + timedelta(days=1))).then_refused(InTheFuture, field="on")
    given(placed(), lifted(FIRST_DAY)).when(replace(PLACE, on=TODAY)).then_refused(LiftedBeforePlaced, field="on")
    given().when(replace(PLACE, on=TODAY + timedelta(days=1))).then_refused(InTheFuture, field="on")


def test_only_a_hold_that_is_there_is_lifted() -> None:
    given(placed()).when(replace(LIFT, hold_id=OTHER_ID)).then_refused(UnknownEntry)
    given().when(replace(PLACE, opened=None)).then_refused(UnknownOperation)


def test_a_hold_by_mistake_is_withdrawn_with_its_end() -> None:
    withdrawn = EntryWithdrawn(operation_id=OPENED.operation_id, operation="thinka", entry_id=ENTRY_ID)
    given(placed(), lifted()).when(WithdrawEntry(entry_id=ENTRY_ID, opened=OPENED)).then(withdrawn)
    given(placed(), withdrawn).when(LIFT).then_refused(UnknownEntry)


def test_while_a_hold_goes_on_no_day_is_the_last() -> None:
    state = FUNDING.fold([received(9_000_00, FIRST_DAY, last=True), placed()])

    assert retention_of(state).is_held
    assert not retention_of(state).is_over(date.max)
    assert retention_of(FUNDING.evolve(state, lifted())).is_over(date.max)


@pytest.mark.parametrize(
    ("hold", "until"),
    [
        (Hold(LATE, LATER, "restarts"), date(2035, 12, 31)),
        (Hold(LATE, LATER, "extends"), date(2033, 12, 31) + timedelta(days=90)),
        (Hold(LATE, LATE, "extends"), date(2033, 12, 31)),
        (Hold(date(2034, 1, 1), date(2034, 6, 1), "restarts"), date(2033, 12, 31)),  # came when the period was over
    ],
)
def test_a_hold_that_is_over_moves_the_last_day(hold: Hold, until: date) -> None:
    assert retention(2028, [hold]).until == until


def test_without_a_last_payment_there_is_no_last_day() -> None:
    assert retention(None, [Hold(LATE, LATER, "restarts")]).until is None


@for_all(
    year=st.integers(2015, 2050),
    holds=st.lists(
        st.builds(
            lambda start, days, effect: Hold(start, start + timedelta(days=days), effect),
            st.dates(date(2015, 1, 1), date(2060, 1, 1)),
            st.integers(0, 2000),
            st.sampled_from(["extends", "restarts"]),
        ),
        max_size=4,
    ),
)
def test_no_hold_shortens_the_period(year: int, holds: list[Hold]) -> None:
    until = retention(year, holds).until

    assert until is not None
    assert until >= kept_until(year)
