"""The funding of an operation, put together: money, posts, targets, documents. All its facts form one stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.districts import EntryWithdrawn, OperationOpened
from services.districts.domain import funding_goals, funding_holds, funding_money, funding_plans, posts
from services.districts.domain.funding_goals import AgreeTarget, PlanMilestone, RegisterDocument
from services.districts.domain.funding_holds import LiftHold, PlaceHold
from services.districts.domain.funding_money import RecordExpense, RecordPayment, RequestPayment
from services.districts.domain.funding_plans import PlanFunding
from services.districts.domain.funding_state import Funding, UnknownEntry, evolve, expect_opened
from services.districts.domain.posts import FillPost, PlanPost
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawEntry:
    """A plan, post, target, milestone, document or hold was recorded by mistake."""

    entry_id: UUID
    opened: OperationOpened | None


Command: TypeAlias = (
    PlanFunding
    | RecordExpense
    | RequestPayment
    | RecordPayment
    | PlanPost
    | FillPost
    | AgreeTarget
    | PlanMilestone
    | RegisterDocument
    | PlaceHold
    | LiftHold
    | WithdrawEntry
)


class PostStillFilled(RuleViolation):
    title = "Diese Stelle ist besetzt. Bitte zuerst die Besetzung zurücknehmen."
    field = "entry_id"


def withdraw(command: WithdrawEntry, funding: Funding) -> Sequence[Contract]:
    """Money that was spent or paid is corrected to 0 instead, so that the books stay whole."""
    opened = expect_opened(command.opened)
    withdrawable = (
        *(funding.plans, funding.posts, funding.targets),
        *(funding.milestones, funding.documents, funding.holds),
    )
    if not any(command.entry_id in known for known in withdrawable):
        if command.entry_id in funding.withdrawn:
            return []
        raise UnknownEntry
    if funding.fillings_of(command.entry_id):
        raise PostStillFilled
    withdrawn = EntryWithdrawn(operation_id=opened.operation_id, operation=opened.operation, entry_id=command.entry_id)
    return [withdrawn]


def decide(command: Command, funding: Funding) -> Sequence[Contract]:  # noqa: C901, PLR0911, PLR0912 - one line a command
    match command:
        case PlanFunding():
            return funding_plans.plan(command, funding)
        case RecordExpense():
            return funding_money.record_expense(command, funding)
        case RequestPayment():
            return funding_money.request_payment(command, funding)
        case RecordPayment():
            return funding_money.record_payment(command, funding)
        case PlanPost():
            return posts.plan_post(command, funding)
        case FillPost():
            return posts.fill_post(command, funding)
        case AgreeTarget():
            return funding_goals.agree_target(command, funding)
        case PlanMilestone():
            return funding_goals.plan_milestone(command, funding)
        case RegisterDocument():
            return funding_goals.register_document(command, funding)
        case PlaceHold():
            return funding_holds.place_hold(command, funding)
        case LiftHold():
            return funding_holds.lift_hold(command, funding)
        case WithdrawEntry():
            return withdraw(command, funding)
        case _:
            assert_never(command)


FUNDING: Final = Decider(initial=Funding(), decide=decide, evolve=evolve)
