"""What the tests of funding are about: a plan of 2022 to 2024, 80 percent ESF, 20 percent a housing company."""

from datetime import date
from uuid import UUID

from services.contracts.districts import (
    CostPlan,
    DocumentRegistered,
    ExpenseRecorded,
    FundingPlanned,
    FundingShare,
    MilestonePlanned,
    PaymentRecorded,
    PaymentRequested,
    PostFilled,
    PostPlanned,
    TargetAgreed,
)
from services.districts.domain.funding_plans import PlanFunding
from tests.districts.people import ANNA, OPENED

TODAY = date(2024, 6, 30)
PLAN_ID, NEXT_PLAN_ID, ENTRY_ID, OTHER_ID, POST_ID, OTHER_POST_ID = (UUID(int=number) for number in range(101, 107))
FIRST_DAY, LAST_DAY = date(2022, 1, 1), date(2024, 12, 31)
ESF = FundingShare(source="esf", cents=80_000_00, agreed_hundredths=8000)
KOWO = FundingShare(source="housing_company", cents=20_000_00, payer="KoWo mbH", agreed_hundredths=2000)
STAFF_COSTS = CostPlan(kind="staff", cents=90_000_00)
MATERIAL = CostPlan(kind="material", cents=10_000_00)
PLAN = PlanFunding(
    plan_id=PLAN_ID,
    opened=OPENED,
    first_day=FIRST_DAY,
    last_day=LAST_DAY,
    shares=(ESF, KOWO),
    costs=(STAFF_COSTS, MATERIAL),
)
PLANNED = FundingPlanned(
    operation_id=OPENED.operation_id,
    operation="thinka",
    plan_id=PLAN_ID,
    first_day=FIRST_DAY,
    last_day=LAST_DAY,
    shares=(ESF, KOWO),
    costs=(STAFF_COSTS, MATERIAL),
)
POST = PostPlanned(
    operation_id=OPENED.operation_id,
    operation="thinka",
    post_id=POST_ID,
    title="Sozialarbeit",
    hundredths=75,
    first_day=date(2026, 1, 1),
    last_day=date(2026, 12, 31),
)


def spent(cents: int, on: date, kind: str = "staff", expense_id: UUID = ENTRY_ID) -> ExpenseRecorded:
    return ExpenseRecorded(
        operation_id=OPENED.operation_id, operation="thinka", expense_id=expense_id, kind=kind, cents=cents, on=on
    )


def called(cents: int, on: date, source: str = "esf", request_id: UUID = ENTRY_ID) -> PaymentRequested:
    return PaymentRequested(
        operation_id=OPENED.operation_id, operation="thinka", request_id=request_id, source=source, cents=cents, on=on
    )


def received(
    cents: int, on: date, source: str = "esf", payment_id: UUID = ENTRY_ID, *, last: bool = False
) -> PaymentRecorded:
    return PaymentRecorded(
        operation_id=OPENED.operation_id,
        operation="thinka",
        payment_id=payment_id,
        source=source,
        cents=cents,
        on=on,
        last=last,
    )


def filled(
    hundredths: int, first_day: date, last_day: date | None = None, staff: UUID = ANNA, post: UUID = POST_ID
) -> PostFilled:
    return PostFilled(
        operation_id=OPENED.operation_id,
        operation="thinka",
        post_id=post,
        staff_id=staff,
        hundredths=hundredths,
        first_day=first_day,
        last_day=last_day,
    )


def target(**of: object) -> TargetAgreed:
    return TargetAgreed(operation_id=OPENED.operation_id, operation="thinka", target_id=ENTRY_ID, **of)


def milestone(due: date, reached: date | None = None) -> MilestonePlanned:
    return MilestonePlanned(
        operation_id=OPENED.operation_id,
        operation="thinka",
        milestone_id=ENTRY_ID,
        title="Büro eröffnet",
        due=due,
        reached=reached,
    )


def document(expires: date | None = None, document_id: UUID = ENTRY_ID) -> DocumentRegistered:
    return DocumentRegistered(
        operation_id=OPENED.operation_id,
        operation="thinka",
        document_id=document_id,
        kind="grant",
        title="Bescheid 2022",
        on=FIRST_DAY,
        expires=expires,
    )
