"""Money spent, called for and received; how long its papers are kept; how amounts are typed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from services.contracts.districts import PaymentRecorded
from services.districts.domain.funding import FUNDING
from services.districts.domain.funding_money import (
    InTheFuture,
    RecordExpense,
    RecordPayment,
    RequestPayment,
    TwoLastPayments,
)
from services.districts.domain.funding_retention import retention_of
from services.districts.domain.funding_state import Funding
from services.districts.domain.traeger import UnknownOperation
from services.kernel.money import NotMoney, euros, plain_euros, read_euros
from tests.districts.funding.grant import ENTRY_ID, OTHER_ID, TODAY, called, received, spent
from tests.districts.people import OPENED
from tests.kit.spec import specify

given = specify(FUNDING)
SPEND = RecordExpense(expense_id=ENTRY_ID, opened=OPENED, kind="staff", cents=4_200_00, on=TODAY, today=TODAY)
CALL = RequestPayment(request_id=ENTRY_ID, opened=OPENED, source="esf", cents=9_000_00, on=TODAY, today=TODAY)
RECEIVE = RecordPayment(payment_id=ENTRY_ID, opened=OPENED, source="esf", cents=9_000_00, on=TODAY, today=TODAY)
TOMORROW = TODAY + timedelta(days=1)


def test_what_was_spent_is_recorded_and_corrected() -> None:
    given().when(SPEND).then(spent(4_200_00, TODAY))
    given(spent(4_200_00, TODAY)).when(replace(SPEND, cents=0)).then(spent(0, TODAY))


def test_what_was_called_for_is_recorded_and_corrected() -> None:
    given().when(CALL).then(called(9_000_00, TODAY))
    given(called(9_000_00, TODAY)).when(replace(CALL, cents=8_000_00)).then(called(8_000_00, TODAY))


def test_what_came_in_is_recorded_and_corrected() -> None:
    given().when(RECEIVE).then(received(9_000_00, TODAY))
    given(received(9_000_00, TODAY)).when(replace(RECEIVE, last=True)).then(received(9_000_00, TODAY, last=True))


@pytest.mark.parametrize("command", [SPEND, CALL, RECEIVE])
def test_nothing_happened_tomorrow(command: RecordExpense | RequestPayment | RecordPayment) -> None:
    given().when(replace(command, on=TOMORROW)).then_refused(InTheFuture, field="on")


@pytest.mark.parametrize("command", [SPEND, CALL, RECEIVE])
def test_nothing_is_booked_for_an_operation_that_nobody_opened(
    command: RecordExpense | RequestPayment | RecordPayment,
) -> None:
    given().when(replace(command, opened=None)).then_refused(UnknownOperation)


def test_the_last_payment_of_a_source_is_one() -> None:
    last = received(1_00, TODAY, payment_id=OTHER_ID, last=True)
    given(last).when(replace(RECEIVE, last=True)).then_refused(TwoLastPayments, field="last")
    given(last).when(replace(RECEIVE, last=True, source="land")).then(
        received(9_000_00, TODAY, source="land", last=True)
    )


def test_a_last_payment_by_mistake_makes_room_for_the_right_one() -> None:
    mistaken = received(0, TODAY, payment_id=OTHER_ID, last=True)
    given(mistaken).when(replace(RECEIVE, last=True)).then(received(9_000_00, TODAY, last=True))


@pytest.mark.parametrize(
    ("payment", "until"),
    [
        (received(1, date(2027, 12, 31), last=True), date(2032, 12, 31)),
        (received(1, date(2028, 1, 1), last=True), date(2033, 12, 31)),
        (received(1, date(2028, 2, 29), last=True), date(2033, 12, 31)),
        (received(1, date(2028, 1, 1)), None),
        (received(0, date(2028, 1, 1), last=True), None),
        (received(1, date(2028, 1, 1), source="land", last=True), None),
    ],
)
def test_papers_are_kept_to_the_end_of_the_fifth_year_after_the_last_payment_of_the_esf(
    payment: PaymentRecorded, until: date | None
) -> None:
    assert retention_of(Funding(payments={payment.payment_id: payment})).until == until


def test_of_several_last_payments_the_latest_counts() -> None:
    payments = [received(1, date(year, 5, 5), last=True) for year in (2026, 2028, 2027)]
    known = Funding(payments={UUID(int=number): each for number, each in enumerate(payments)})
    assert retention_of(known).until == date(2033, 12, 31)


@pytest.mark.parametrize(
    ("text", "cents"),
    [("1.234,5", 123450), ("1234,50 €", 123450), ("0", 0), ("0,07", 7), (" 12 ", 1200), ("1.000.000", 100_000_000)],
)
def test_amounts_are_read_as_people_write_them(text: str, cents: int) -> None:
    assert read_euros(text) == cents


@pytest.mark.parametrize("text", ["", "-1", "1,234", "1.23", "12.5", "1,", ",5", "1 000", "zehn", "1e3", "\u0661"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NotMoney, match="Betrag in Euro"):
        read_euros(text)


@for_all(st.integers(0, 10**11))
def test_an_amount_that_was_written_reads_the_same(cents: int) -> None:
    assert read_euros(plain_euros(cents)) == read_euros(euros(cents)) == cents


def test_less_than_nothing_is_written_with_its_sign() -> None:
    assert (euros(-123456), plain_euros(-5), euros(None)) == ("−1.234,56 €", "-0,05", "–")
