"""Money that was spent, called for and received. An entry under the same id again is corrected; 0 is a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.districts import (
    CostKind,
    ExpenseRecorded,
    FundingSource,
    OperationOpened,
    PaymentRecorded,
    PaymentRequested,
)
from services.contracts.names import expect_name
from services.districts.domain.funding_state import Funding, expect_opened
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExpense:
    """Money was spent by ``today``."""

    expense_id: UUID
    opened: OperationOpened | None
    kind: CostKind
    cents: int
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPayment:
    """Money was called for (Mittelabruf) by ``today``."""

    request_id: UUID
    opened: OperationOpened | None
    source: FundingSource
    cents: int
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPayment:
    """Money came in by ``today``; ``last``: nothing more will come for this operation."""

    payment_id: UUID
    opened: OperationOpened | None
    source: FundingSource
    cents: int
    on: date
    today: date
    payer: str | None = None
    last: bool = False


# --- Decisions: may it happen? ----------------------------------------------


class InTheFuture(RuleViolation):
    title = "Dieser Tag liegt in der Zukunft."
    field = "on"


class TwoLastPayments(RuleViolation):
    title = "Für dieses Vorhaben ist schon eine Schlusszahlung von diesem Mittelgeber erfasst."
    field = "last"


def expect_by_today(on: date, today: date) -> None:
    """Raises InTheFuture."""
    if on > today:
        raise InTheFuture


def record_expense(command: RecordExpense, funding: Funding) -> Sequence[Contract]:
    opened = expect_opened(command.opened)
    expect_by_today(command.on, command.today)
    recorded = ExpenseRecorded(
        operation_id=opened.operation_id,
        operation=opened.operation,
        expense_id=command.expense_id,
        kind=command.kind,
        cents=command.cents,
        on=command.on,
    )
    return [] if funding.expenses.get(command.expense_id) == recorded else [recorded]


def request_payment(command: RequestPayment, funding: Funding) -> Sequence[Contract]:
    opened = expect_opened(command.opened)
    expect_by_today(command.on, command.today)
    requested = PaymentRequested(
        operation_id=opened.operation_id,
        operation=opened.operation,
        request_id=command.request_id,
        source=command.source,
        cents=command.cents,
        on=command.on,
    )
    return [] if funding.requests.get(command.request_id) == requested else [requested]


def record_payment(command: RecordPayment, funding: Funding) -> Sequence[Contract]:
    opened = expect_opened(command.opened)
    expect_by_today(command.on, command.today)
    recorded = PaymentRecorded(
        operation_id=opened.operation_id,
        operation=opened.operation,
        payment_id=command.payment_id,
        source=command.source,
        cents=command.cents,
        on=command.on,
        payer=None if command.payer is None else expect_name(command.payer),
        last=command.last,
    )
    if recorded.last and recorded.cents and _has_another_last(recorded, funding):
        raise TwoLastPayments
    return [] if funding.payments.get(command.payment_id) == recorded else [recorded]


def _has_another_last(recorded: PaymentRecorded, funding: Funding) -> bool:
    return any(
        each.last and each.cents and each.source == recorded.source and each.payer == recorded.payer
        for each in funding.payments.values()
        if each.payment_id != recorded.payment_id
    )
