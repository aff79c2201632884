"""The money and staff of an operation, as the decisions see them. One stream an operation."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, TypeVar
from uuid import UUID

from services.contracts.districts import (
    DocumentRegistered,
    EntryWithdrawn,
    ExpenseRecorded,
    FundingPlanned,
    HoldLifted,
    HoldPlaced,
    MilestonePlanned,
    OperationOpened,
    PaymentRecorded,
    PaymentRequested,
    PostFilled,
    PostPlanned,
    TargetAgreed,
)
from services.districts.domain.traeger import UnknownOperation
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

E = TypeVar("E", bound=Contract)


class FillingKey(NamedTuple):
    """Somebody has a post from a day on."""

    post_id: UUID
    staff_id: UUID
    first_day: date


@dataclass(frozen=True, slots=True)
class Funding:
    """Each entry as it was recorded last; what was withdrawn is not there."""

    plans: Mapping[UUID, FundingPlanned] = field(default_factory=dict)
    expenses: Mapping[UUID, ExpenseRecorded] = field(default_factory=dict)
    requests: Mapping[UUID, PaymentRequested] = field(default_factory=dict)
    payments: Mapping[UUID, PaymentRecorded] = field(default_factory=dict)
    posts: Mapping[UUID, PostPlanned] = field(default_factory=dict)
    fillings: Mapping[FillingKey, PostFilled] = field(default_factory=dict)
    targets: Mapping[UUID, TargetAgreed] = field(default_factory=dict)
    milestones: Mapping[UUID, MilestonePlanned] = field(default_factory=dict)
    documents: Mapping[UUID, DocumentRegistered] = field(default_factory=dict)
    holds: Mapping[UUID, HoldPlaced] = field(default_factory=dict)
    lifted: Mapping[UUID, HoldLifted] = field(default_factory=dict)
    withdrawn: frozenset[UUID] = frozenset()

    def fillings_of(self, post_id: UUID) -> list[PostFilled]:
        """Who has that post, whenever; nobody who was recorded by mistake."""
        return [each for each in self.fillings.values() if each.post_id == post_id and each.hundredths]


class UnknownEntry(RuleViolation):
    title = "Diesen Eintrag gibt es nicht."
    field = "entry_id"


def expect_opened(opened: OperationOpened | None) -> OperationOpened:
    """How the operation was opened; raises UnknownOperation."""
    if opened is None:
        raise UnknownOperation
    return opened


def evolve(funding: Funding, fact: Contract) -> Funding:  # noqa: C901, PLR0911, PLR0912 - one line a fact
    match fact:
        case FundingPlanned():
            return replace(funding, plans={**funding.plans, fact.plan_id: fact})
        case ExpenseRecorded():
            return replace(funding, expenses={**funding.expenses, fact.expense_id: fact})
        case PaymentRequested():
            return replace(funding, requests={**funding.requests, fact.request_id: fact})
        case PaymentRecorded():
            return replace(funding, payments={**funding.payments, fact.payment_id: fact})
        case PostPlanned():
            return replace(funding, posts={**funding.posts, fact.post_id: fact})
        case PostFilled():
            key = FillingKey(fact.post_id, fact.staff_id, fact.first_day)
            return replace(funding, fillings={**funding.fillings, key: fact})
        case TargetAgreed():
            return replace(funding, targets={**funding.targets, fact.target_id: fact})
        case MilestonePlanned():
            return replace(funding, milestones={**funding.milestones, fact.milestone_id: fact})
        case DocumentRegistered():
            return replace(funding, documents={**funding.documents, fact.document_id: fact})
        case HoldPlaced():
            return replace(funding, holds={**funding.holds, fact.hold_id: fact})
        case HoldLifted():
            return replace(funding, lifted={**funding.lifted, fact.hold_id: fact})
        case EntryWithdrawn():
            return _without(funding, fact.entry_id)
        case _:
            return funding


def _without(funding: Funding, entry_id: UUID) -> Funding:
    """An id is that of one entry, of whichever kind."""

    def kept(entries: Mapping[UUID, E]) -> Mapping[UUID, E]:
        return {key: entry for key, entry in entries.items() if key != entry_id}

    return replace(
        funding,
        plans=kept(funding.plans),
        posts=kept(funding.posts),
        targets=kept(funding.targets),
        milestones=kept(funding.milestones),
        documents=kept(funding.documents),
        holds=kept(funding.holds),
        lifted=kept(funding.lifted),
        withdrawn=funding.withdrawn | {entry_id},
    )
