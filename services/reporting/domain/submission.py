"""A submission: a report that somebody made and somebody else stands for.

Each is made in a stream of its own. What is decided about it stands in the stream of its operation and date, with what
is decided about all others of them: so one stands at most, even when two are approved in the same instant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, assert_never
from uuid import UUID

from services.contracts.reporting import (
    ReturnGround,
    SubmissionApproved,
    SubmissionCreated,
    SubmissionReturned,
    SubmissionWithdrawn,
)
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

Decided: TypeAlias = Literal["approved", "returned", "withdrawn"]

# --- State -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SubmissionStream:
    """``created`` None: there is no such submission."""

    created: SubmissionCreated | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided about the submissions of one operation and date; one that is missing waits.

    ``standing``: the approved ones that nobody withdrew, in the order of approval; each took the place of the one
    before it.
    """

    states: Mapping[UUID, Decided] = field(default_factory=lambda: MappingProxyType({}))
    standing: tuple[UUID, ...] = ()

    @property
    def in_force(self) -> UUID | None:
        """The one that stands for that date."""
        return self.standing[-1] if self.standing else None


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """The submission that a new one is to replace, as it stands."""

    created: SubmissionCreated
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateSubmission:
    """``made``: the whole report with what it rests on. ``replaced``: what ``made.replaces`` names."""

    made: SubmissionCreated
    replaced: Replaced | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveSubmission:
    """``approver`` and ``maker``: who acts, and who made it."""

    made: SubmissionCreated
    approver: str
    maker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSubmission:
    """It goes back to who made it."""

    made: SubmissionCreated
    ground: ReturnGround


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSubmission:
    """It is to stand for nothing any more."""

    made: SubmissionCreated


Decision: TypeAlias = ApproveSubmission | ReturnSubmission | WithdrawSubmission
Command: TypeAlias = CreateSubmission | Decision


# --- Decisions: may it happen? -------------------------------------------------


class UnknownSubmission(RuleViolation):
    title = "Diese Abgabe gibt es nicht."
    field = "submission"


class NotYetOpened(RuleViolation):
    title = "Zu diesem Kenntnisstand war das Vorhaben noch nicht eröffnet."
    field = "known_at"


class UnknownReplaced(RuleViolation):
    title = "Die Abgabe, die ersetzt werden soll, gibt es in diesem Landkreis nicht."
    field = "replaces"


class ReplacesAnother(RuleViolation):
    title = "Eine Abgabe ersetzt nur eine desselben Vorhabens zum selben Stichtag."
    field = "replaces"


class NotInForce(RuleViolation):
    title = "Ersetzt werden kann nur eine Abgabe, die freigegeben ist und gilt."
    field = "replaces"


class OwnSubmission(RuleViolation):
    title = "Freigeben muss jemand anderes: Wer eine Abgabe angelegt hat, gibt sie nicht selbst frei."


class NotOpen(RuleViolation):
    title = "Über diese Abgabe ist schon entschieden."


class AlreadyWithdrawn(RuleViolation):
    title = "Diese Abgabe gilt schon nicht mehr."


class AnotherInForce(RuleViolation):
    title = "Für dieses Vorhaben und diesen Stichtag gilt schon eine andere Abgabe. Die neue muss sie ersetzen."


def expect_created(submission: SubmissionStream) -> SubmissionCreated:
    """Raises UnknownSubmission."""
    if submission.created is None:
        raise UnknownSubmission
    return submission.created


def create(command: CreateSubmission, _before: SubmissionStream) -> Sequence[Contract]:
    """Raises UnknownReplaced, ReplacesAnother, NotInForce."""
    made, replaced = command.made, command.replaced
    if made.replaces is not None:
        if replaced is None:
            raise UnknownReplaced
        if (replaced.created.operation, replaced.created.as_of) != (made.operation, made.as_of):
            raise ReplacesAnother
        if not replaced.in_force:
            raise NotInForce
    return [made]


def decide(command: Decision, before: Decisions) -> Sequence[Contract]:
    """Raises NotOpen, OwnSubmission, AnotherInForce, AlreadyWithdrawn."""
    of = command.made.submission_id
    match command:
        case ApproveSubmission():
            return [_approve(command, before)]
        case ReturnSubmission():
            _expect_open(of, before)
            return [SubmissionReturned(submission_id=of, ground=command.ground)]
        case WithdrawSubmission():
            return [_withdraw(of, before)]
        case _:
            assert_never(command)


def _approve(command: ApproveSubmission, before: Decisions) -> SubmissionApproved:
    made = command.made
    _expect_open(made.submission_id, before)
    if command.approver == command.maker:
        raise OwnSubmission
    if before.in_force not in (None, made.replaces):
        raise AnotherInForce
    return SubmissionApproved(submission_id=made.submission_id)


def _withdraw(of: UUID, before: Decisions) -> SubmissionWithdrawn:
    """What waits, or what stands; one whose place another took stands for nothing already."""
    if of in before.states and of != before.in_force:
        raise AlreadyWithdrawn
    return SubmissionWithdrawn(submission_id=of)


def _expect_open(of: UUID, before: Decisions) -> None:
    if of in before.states:
        raise NotOpen


# --- Evolution -------------------------------------------------------------------


def created(before: SubmissionStream, fact: Contract) -> SubmissionStream:
    return SubmissionStream(created=fact) if isinstance(fact, SubmissionCreated) else before


def evolve(before: Decisions, fact: Contract) -> Decisions:
    match fact:
        case SubmissionApproved():
            return Decisions(_with(before, fact.submission_id, "approved"), (*before.standing, fact.submission_id))
        case SubmissionReturned():
            return Decisions(_with(before, fact.submission_id, "returned"), before.standing)
        case SubmissionWithdrawn():
            left = tuple(one for one in before.standing if one != fact.submission_id)
            return Decisions(_with(before, fact.submission_id, "withdrawn"), left)
        case _:
            return before


def _with(before: Decisions, of: UUID, state: Decided) -> Mapping[UUID, Decided]:
    return {**before.states, of: state}


SUBMISSION: Final = Decider(initial=SubmissionStream(), decide=create, evolve=created)
DECISIONS: Final = Decider(initial=Decisions(), decide=decide, evolve=evolve)
