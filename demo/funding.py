"""Telling the funding of operations at the desk that people use. What people wrote to it themselves is theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from demo.commands import Commands
from demo.loading_day import LoadingDay
from services.contracts.districts import CostKind, FundingSource
from services.districts.application import Districts
from services.districts.funding_desk import (
    DocumentDetails,
    FundingDesk,
    HoldDetails,
    PaymentDetails,
    PlanDetails,
    TargetDetails,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post, and the name of who has all of it ``since``; None: nobody."""

    title: str
    hundredths: int
    period: tuple[date, date]
    held_by: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funded:
    """The money and staff of one operation; a document that ``runs_out`` does so days after the day of loading."""

    operation: str
    plans: Sequence[PlanDetails]
    spent: Sequence[tuple[CostKind, int, date]] = ()
    called: Sequence[tuple[FundingSource, int, date]] = ()
    received: Sequence[PaymentDetails] = ()
    posts: Sequence[Post] = ()
    targets: Sequence[TargetDetails] = ()
    milestones: Sequence[tuple[str, date, date | None]] = ()
    documents: Sequence[DocumentDetails] = ()
    holds: Sequence[tuple[HoldDetails, date | None]] = ()  # with the day on which it was lifted
    runs_out: Mapping[int, DocumentDetails] = field(default_factory=dict)
    held: HoldDetails | None = None  # until further notice


@dataclass(frozen=True, slots=True)
class Purse:
    """Where funding is told: a district, its people by name, the day of loading, and who tells."""

    service: Districts
    district: str
    people: Mapping[str, UUID]
    loading: LoadingDay
    actor: str


def tell_funding(purse: Purse, grants: Sequence[Funded]) -> None:
    """All of it, each thing once; an operation in which people went on is left to them."""
    for funded in grants:
        commands = Commands(purse.service.ids(purse.district), f"funding {funded.operation}", purse.actor)
        told = _Told(purse, FundingDesk(purse.service, purse.district, funded.operation), commands)
        if not told.is_left_to_people():
            told.tell(funded)


@dataclass(frozen=True, slots=True)
class _Told:
    """One operation's funding, told by one person."""

    purse: Purse
    desk: FundingDesk
    commands: Commands

    def is_left_to_people(self) -> bool:
        """Whether anybody but the demo wrote there."""
        stream = self.desk.stream
        rows = self.purse.service.store.log.streams(self.purse.district, [stream])[stream]
        ours = self.commands.all_ids() if rows else frozenset()
        return any(row.command_id not in ours for row in rows)

    def tell(self, funded: Funded) -> None:
        for plan in funded.plans:
            self.desk.plan(plan, self.commands.next())
        for kind, cents, on in funded.spent:
            self.desk.spend(kind, cents, on, self.commands.next())
        for source, cents, on in funded.called:
            self.desk.call(source, cents, on, self.commands.next())
        for payment in funded.received:
            self.desk.receive(payment, self.commands.next())
        for post in funded.posts:
            self._staffed(post)
        for target in funded.targets:
            self.desk.agree_target(target, self.commands.next())
        for title, due, reached in funded.milestones:
            self.desk.plan_milestone(title, due, reached, self.commands.next())
        for hold, lifted in funded.holds:
            made = self.desk.place_hold(hold, self.commands.next())
            if lifted is not None:
                self.desk.lift_hold(made.id, lifted, self.commands.next())
        self._filed(funded)

    def _filed(self, funded: Funded) -> None:
        for document in funded.documents:
            self.desk.register_document(document, self.commands.next())
        for days, document in funded.runs_out.items():
            running = _until(document, self.purse.loading.plus(days))
            self.desk.register_document(running, self.commands.next())
        if funded.held is not None:
            self.desk.place_hold(funded.held, self.commands.next())

    def _staffed(self, post: Post) -> None:
        post_id = self.desk.plan_post(post.title, post.hundredths, post.period, self.commands.next()).id
        if post.held_by is not None:
            staff, since = self.purse.people[post.held_by], post.since or post.period[0]
            self.desk.fill_post(post_id, staff, post.hundredths, (since, None), self.commands.next())


def _until(document: DocumentDetails, day: date) -> DocumentDetails:
    return DocumentDetails(
        kind=document.kind, title=document.title, on=document.on, file_number=document.file_number, expires=day
    )
