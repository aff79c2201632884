"""The funding of an operation: plan and actual, posts, targets, milestones, documents. An id in a body corrects."""

from typing import Final

import msgspec
from fastapi import APIRouter

from services.contracts.districts import CostPlan, FundingShare
from services.districts.api.asking import COMMAND, READ, Asked, Made, Service
from services.districts.api.funding_answers import FundingOut
from services.districts.api.funding_fields import (
    DocumentIn,
    ExpenseIn,
    FillingIn,
    HoldIn,
    LiftedIn,
    MilestoneIn,
    PaymentIn,
    PlanIn,
    PostIn,
    Reader,
    RequestIn,
    TargetIn,
    WithdrawalIn,
    Writer,
)
from services.districts.domain.funding_state import expect_opened
from services.districts.domain.periods import Period
from services.districts.funding_desk import (
    DocumentDetails,
    FundingDesk,
    HoldDetails,
    PaymentDetails,
    PlanDetails,
    TargetDetails,
)
from services.districts.funding_warnings import notices
from services.districts.staff_desk import Made as MadeAtDesk
from services.kernel.inputs import OperationInPath
from services.kernel.times import today
from services.kernel.web import Recorded

router: Final = APIRouter()

FUNDING: Final = "/operations/{operation}/funding"


@router.get(FUNDING, summary="Finanzierung eines Vorhabens", **READ)
def show_funding(operation: OperationInPath, asking: Reader, service: Service) -> FundingOut:
    desk = FundingDesk(service, asking.district, operation)
    opened, funding = expect_opened(desk.opened), desk.funding()
    return FundingOut.of(operation, funding, notices(funding, Period(opened.start, opened.end), today()))


@router.post(f"{FUNDING}/plans", summary="Finanzierungsplan festhalten oder ändern", **COMMAND)
def plan_funding(operation: OperationInPath, body: PlanIn, asking: Writer, context: Asked, service: Service) -> Made:
    details = PlanDetails(
        period=(body.first_day, body.last_day),
        shares=msgspec.convert([each.model_dump() for each in body.shares], tuple[FundingShare, ...]),
        costs=msgspec.convert([each.model_dump() for each in body.costs], tuple[CostPlan, ...]),
        title=body.title,
    )
    return _made(FundingDesk(service, asking.district, operation).plan(details, context, body.plan_id))


@router.post(f"{FUNDING}/expenses", summary="Ausgabe festhalten oder berichtigen", **COMMAND)
def record_expense(
    operation: OperationInPath, body: ExpenseIn, asking: Writer, context: Asked, service: Service
) -> Made:
    desk = FundingDesk(service, asking.district, operation)
    return _made(desk.spend(body.kind, body.cents, body.on, context, body.expense_id))


@router.post(f"{FUNDING}/payment-requests", summary="Mittelabruf festhalten oder berichtigen", **COMMAND)
def request_payment(
    operation: OperationInPath, body: RequestIn, asking: Writer, context: Asked, service: Service
) -> Made:
    desk = FundingDesk(service, asking.district, operation)
    return _made(desk.call(body.source, body.cents, body.on, context, body.request_id))


@router.post(f"{FUNDING}/payments", summary="Zahlungseingang festhalten oder berichtigen", **COMMAND)
def record_payment(
    operation: OperationInPath, body: PaymentIn, asking: Writer, context: Asked, service: Service
) -> Made:
    details = PaymentDetails(source=body.source, cents=body.cents, on=body.on, payer=body.payer, last=body.last)
    return _made(FundingDesk(service, asking.district, operation).receive(details, context, body.payment_id))


@router.post(f"{FUNDING}/posts", summary="Stelle planen oder ändern", **COMMAND)
def plan_post(operation: OperationInPath, body: PostIn, asking: Writer, context: Asked, service: Service) -> Made:
    desk, period = FundingDesk(service, asking.district, operation), (body.first_day, body.last_day)
    return _made(desk.plan_post(body.title, body.hundredths, period, context, body.post_id))


@router.post(f"{FUNDING}/fillings", summary="Stelle besetzen", **COMMAND)
def fill_post(
    operation: OperationInPath, body: FillingIn, asking: Writer, context: Asked, service: Service
) -> Recorded:
    desk, period = FundingDesk(service, asking.district, operation), (body.first_day, body.last_day)
    return Recorded(position=desk.fill_post(body.post_id, body.staff_id, body.hundredths, period, context).position)


@router.post(f"{FUNDING}/targets", summary="Zielwert vereinbaren oder berichtigen", **COMMAND)
def agree_target(operation: OperationInPath, body: TargetIn, asking: Writer, context: Asked, service: Service) -> Made:
    details = TargetDetails(of=body.of, by=body.by, value=body.value, indicator=body.indicator, title=body.title)
    return _made(FundingDesk(service, asking.district, operation).agree_target(details, context, body.target_id))


@router.post(f"{FUNDING}/milestones", summary="Meilenstein planen oder berichtigen", **COMMAND)
def plan_milestone(
    operation: OperationInPath, body: MilestoneIn, asking: Writer, context: Asked, service: Service
) -> Made:
    desk = FundingDesk(service, asking.district, operation)
    return _made(desk.plan_milestone(body.title, body.due, body.reached, context, body.milestone_id))


@router.post(f"{FUNDING}/documents", summary="Dokument verzeichnen oder berichtigen", **COMMAND)
def register_document(
    operation: OperationInPath, body: DocumentIn, asking: Writer, context: Asked, service: Service
) -> Made:
    details = DocumentDetails(
        kind=body.kind, title=body.title, on=body.on, file_number=body.file_number, expires=body.expires
    )
    desk = FundingDesk(service, asking.district, operation)
    return _made(desk.register_document(details, context, body.document_id))


@router.post(f"{FUNDING}/holds", summary="Löschen sperren", **COMMAND)
def place_hold(operation: OperationInPath, body: HoldIn, asking: Writer, context: Asked, service: Service) -> Made:
    details = HoldDetails(grounds=body.grounds, on=body.on, effect=body.effect, file_number=body.file_number)
    return _made(FundingDesk(service, asking.district, operation).place_hold(details, context, body.hold_id))


@router.post(f"{FUNDING}/lifted-holds", summary="Sperre aufheben", **COMMAND)
def lift_hold(operation: OperationInPath, body: LiftedIn, asking: Writer, context: Asked, service: Service) -> Recorded:
    desk = FundingDesk(service, asking.district, operation)
    return Recorded(position=desk.lift_hold(body.hold_id, body.on, context).position)


@router.post(f"{FUNDING}/withdrawals", summary="Eintrag zurücknehmen", **COMMAND)
def withdraw_entry(
    operation: OperationInPath, body: WithdrawalIn, asking: Writer, context: Asked, service: Service
) -> Recorded:
    """Geld wird nicht zurückgenommen, sondern mit dem Betrag 0 berichtigt."""
    desk = FundingDesk(service, asking.district, operation)
    return Recorded(position=desk.withdraw(body.entry_id, context).position)


def _made(made: MadeAtDesk) -> Made:
    return Made(id=made.id, position=made.outcome.position)
