"""The desk for the funding of one operation: ids, and what other streams say, around its decider."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from services.contracts.districts import (
    CostKind,
    CostPlan,
    DocumentKind,
    FundingShare,
    FundingSource,
    HoldEffect,
    HoldGrounds,
    OperationOpened,
    TargetOf,
)
from services.districts.application import Districts
from services.districts.domain.funding import FUNDING, Command, WithdrawEntry
from services.districts.domain.funding_goals import AgreeTarget, PlanMilestone, RegisterDocument
from services.districts.domain.funding_holds import LiftHold, PlaceHold
from services.districts.domain.funding_money import RecordExpense, RecordPayment, RequestPayment
from services.districts.domain.funding_plans import PlanFunding
from services.districts.domain.funding_state import Funding, UnknownEntry
from services.districts.domain.operation import OPERATION
from services.districts.domain.posts import FillPost, PlanPost
from services.districts.domain.staff import STAFF
from services.districts.staff_desk import Made
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDetails:
    """What a plan says; ``period``: both ends included."""

    period: tuple[date, date]
    shares: tuple[FundingShare, ...]
    costs: tuple[CostPlan, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDetails:
    """What is known of a payment."""

    source: FundingSource
    cents: int
    on: date
    payer: str | None = None
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDetails:
    """What is to be reached."""

    of: TargetOf
    by: date
    value: int
    indicator: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDetails:
    """What is known of a document."""

    kind: DocumentKind
    title: str
    on: date
    file_number: str | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldDetails:
    """Why everything must be kept, since when, and what that does to the period."""

    grounds: HoldGrounds
    on: date
    effect: HoldEffect
    file_number: str | None = None


@dataclass(frozen=True)  # no slots: the operation is looked up once
class FundingDesk:
    """One operation's money and staff. An id of an entry corrects it, None makes a new one.

    Every command raises the refusals of domain.funding, and UnknownEntry for an id that was never given.
    """

    districts: Districts
    district: str
    operation: str

    @cached_property
    def opened(self) -> OperationOpened | None:
        """How the operation was opened; None for one that nobody opened."""
        return self.districts.state(self.district, OPERATION, self._derive("operation", self.operation)).opened

    def funding(self) -> Funding:
        """Everything as it stands now, from the log itself."""
        return self.districts.state(self.district, FUNDING, self.stream)

    def plan(self, details: PlanDetails, context: Context, plan_id: UUID | None = None) -> Made:
        entry_id = self._entry(plan_id, "plans", context)
        command = PlanFunding(
            plan_id=entry_id,
            opened=self.opened,
            first_day=details.period[0],
            last_day=details.period[1],
            shares=details.shares,
            costs=details.costs,
            title=details.title,
        )
        return Made(entry_id, self._execute(command, context))

    def spend(self, kind: CostKind, cents: int, on: date, context: Context, expense_id: UUID | None = None) -> Made:
        entry_id = self._entry(expense_id, "expenses", context)
        command = RecordExpense(expense_id=entry_id, opened=self.opened, kind=kind, cents=cents, on=on, today=today())
        return Made(entry_id, self._execute(command, context))

    def call(
        self, source: FundingSource, cents: int, on: date, context: Context, request_id: UUID | None = None
    ) -> Made:
        """Money is called for (Mittelabruf)."""
        entry_id = self._entry(request_id, "requests", context)
        command = RequestPayment(
            request_id=entry_id, opened=self.opened, source=source, cents=cents, on=on, today=today()
        )
        return Made(entry_id, self._execute(command, context))

    def receive(self, details: PaymentDetails, context: Context, payment_id: UUID | None = None) -> Made:
        entry_id = self._entry(payment_id, "payments", context)
        command = RecordPayment(
            payment_id=entry_id,
            opened=self.opened,
            source=details.source,
            cents=details.cents,
            on=details.on,
            today=today(),
            payer=details.payer,
            last=details.last,
        )
        return Made(entry_id, self._execute(command, context))

    def plan_post(
        self, title: str, hundredths: int, period: tuple[date, date], context: Context, post_id: UUID | None = None
    ) -> Made:
        entry_id = self._entry(post_id, "posts", context)
        command = PlanPost(
            post_id=entry_id,
            opened=self.opened,
            title=title,
            hundredths=hundredths,
            first_day=period[0],
            last_day=period[1],
        )
        return Made(entry_id, self._execute(command, context))

    def fill_post(
        self, post_id: UUID, staff_id: UUID, hundredths: int, period: tuple[date, date | None], context: Context
    ) -> Outcome:
        command = FillPost(
            post_id=post_id,
            staff_id=staff_id,
            staff=self.districts.state(self.district, STAFF, staff_id),
            opened=self.opened,
            hundredths=hundredths,
            first_day=period[0],
            last_day=period[1],
        )
        return self._execute(command, context)

    def agree_target(self, details: TargetDetails, context: Context, target_id: UUID | None = None) -> Made:
        entry_id = self._entry(target_id, "targets", context)
        command = AgreeTarget(
            target_id=entry_id,
            opened=self.opened,
            of=details.of,
            by=details.by,
            value=details.value,
            indicator=details.indicator,
            title=details.title,
        )
        return Made(entry_id, self._execute(command, context))

    def plan_milestone(
        self, title: str, due: date, reached: date | None, context: Context, milestone_id: UUID | None = None
    ) -> Made:
        entry_id = self._entry(milestone_id, "milestones", context)
        command = PlanMilestone(
            milestone_id=entry_id, opened=self.opened, title=title, due=due, today=today(), reached=reached
        )
        return Made(entry_id, self._execute(command, context))

    def register_document(self, details: DocumentDetails, context: Context, document_id: UUID | None = None) -> Made:
        entry_id = self._entry(document_id, "documents", context)
        command = RegisterDocument(
            document_id=entry_id,
            opened=self.opened,
            kind=details.kind,
            title=details.title,
            on=details.on,
            file_number=details.file_number,
            expires=details.expires,
        )
        return Made(entry_id, self._execute(command, context))

    def place_hold(self, details: HoldDetails, context: Context, hold_id: UUID | None = None) -> Made:
        entry_id = self._entry(hold_id, "holds", context)
        command = PlaceHold(
            hold_id=entry_id,
            opened=self.opened,
            grounds=details.grounds,
            on=details.on,
            effect=details.effect,
            today=today(),
            file_number=details.file_number,
        )
        return Made(entry_id, self._execute(command, context))

    def lift_hold(self, hold_id: UUID, on: date, context: Context) -> Outcome:
        return self._execute(LiftHold(hold_id=hold_id, opened=self.opened, on=on, today=today()), context)

    def withdraw(self, entry_id: UUID, context: Context) -> Outcome:
        return self._execute(WithdrawEntry(entry_id=entry_id, opened=self.opened), context)

    @property
    def stream(self) -> UUID:
        return self._derive("funding", str(self._derive("operation", self.operation)))

    def _entry(self, given: UUID | None, kind: str, context: Context) -> UUID:
        """The id of what is corrected; a new one is made of the command's, so that the same command makes one entry."""
        if given is None:
            return self._derive("funding-entry", str(context.command_id))
        known: Mapping[UUID, Any] = getattr(self.funding(), kind)
        if given not in known:
            raise UnknownEntry
        return given

    def _execute(self, command: Command, context: Context) -> Outcome:
        return self.districts.store.execute(self.district, FUNDING, self.stream, command, context)

    def _derive(self, kind: str, *parts: str) -> UUID:
        return self.districts.ids(self.district).derive(kind, *parts)
