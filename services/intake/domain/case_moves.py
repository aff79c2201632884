"""What may happen to a case: opened, put into hands, paused, resumed, closed, reopened, noted on.

The state (open, paused, closed) and how a case ended are two fields; how a case that was reopened had ended stays in
its history.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, TypeAlias
from uuid import UUID

from services.contracts.intake import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CasePaused,
    CaseReopened,
    CaseResumed,
    EndKind,
    Identity,
    NoteWritten,
)
from services.intake.domain import case as cases
from services.intake.domain import case_refusals as rules
from services.intake.domain.case import CaseState, expect_known, expect_open
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

# --- Commands: ``on`` is the day in the world, ``today`` the day in Europe/Berlin --------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    case_id: UUID
    person_id: UUID
    operation: str
    sozialraum: str
    on: date
    today: date
    identity: Identity = "pseudonymous"
    team_id: UUID | None = None
    staff_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignCase:
    """Whose case it is; a handover needs somebody to hand it to. What the directory says comes with the command."""

    case_id: UUID
    team_id: UUID | None
    staff_id: UUID | None
    on: date
    today: date
    handover: bool = False
    note_id: UUID | None = None
    team_known: bool = True
    staff_in_team: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseCase:
    case_id: UUID
    on: date
    today: date
    until: date | None = None
    note_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCase:
    case_id: UUID
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase:
    case_id: UUID
    on: date
    today: date
    end_kind: EndKind
    note_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCase:
    case_id: UUID
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteCaseNote:
    """Notes are written in every state: what is heard of a closed case is worth keeping too."""

    case_id: UUID
    note_id: UUID | None
    on: date
    today: date


Move: TypeAlias = AssignCase | PauseCase | ResumeCase | CloseCase | ReopenCase | WriteCaseNote
Command: TypeAlias = OpenCase | Move


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """The case, since when it is in its state, and what the last pause and end said."""

    case: CaseState = field(default_factory=CaseState)
    opened: date | None = None
    since: date | None = None
    until: date | None = None
    end_kind: EndKind | None = None
    notes: frozenset[UUID] = frozenset()


# --- Decisions: may it happen? ----------------------------------------------


def decide(command: Command, history: CaseHistory) -> Sequence[Contract]:
    if command.on > command.today:
        raise rules.CaseDayInTheFuture
    return DECISIONS[type(command)](command, history)


def _open(command: OpenCase, history: CaseHistory) -> Sequence[Contract]:
    """Nothing is told of a case that has the code word already, not even that it is one."""
    if history.case.person_id is not None:
        raise rules.CodeWordTaken
    return [
        CaseOpened(
            case_id=command.case_id,
            person_id=command.person_id,
            operation=command.operation,
            sozialraum=command.sozialraum,
            identity=command.identity,
            on=command.on,
            team_id=command.team_id,
            staff_id=command.staff_id,
        )
    ]


def _assign(command: AssignCase, history: CaseHistory) -> Sequence[Contract]:
    person = expect_open(history.case)
    if command.handover and command.team_id is None and command.staff_id is None:
        raise rules.NobodyToHandTo
    if not command.team_known:
        raise rules.TeamUnknown
    if not command.staff_in_team:
        raise rules.StaffNotInTeam
    if (command.team_id, command.staff_id) == (history.case.team_id, history.case.staff_id):
        return []
    _expect_not_before(command.on, history.opened)
    return [
        CaseAssigned(
            case_id=command.case_id,
            person_id=person,
            team_id=command.team_id,
            staff_id=command.staff_id,
            on=command.on,
            handover=command.handover,
            note_id=command.note_id,
        )
    ]


def _pause(command: PauseCase, history: CaseHistory) -> Sequence[Contract]:
    """A paused case may be paused again: until another day."""
    person = expect_open(history.case)
    if command.until is not None and command.until < command.on:
        raise rules.PauseEndsBeforeStart
    if history.case.state == "paused" and command.until == history.until:
        return []
    _expect_not_before(command.on, history.since)
    return [
        CasePaused(
            case_id=command.case_id, person_id=person, on=command.on, until=command.until, note_id=command.note_id
        )
    ]


def _resume(command: ResumeCase, history: CaseHistory) -> Sequence[Contract]:
    person = expect_open(history.case)
    if history.case.state == "open":
        return []
    _expect_not_before(command.on, history.since)
    return [CaseResumed(case_id=command.case_id, person_id=person, on=command.on)]


def _close(command: CloseCase, history: CaseHistory) -> Sequence[Contract]:
    """How a case ended is corrected by reopening it: two ends must not stand beside each other."""
    person = expect_known(history.case)
    if history.case.state == "closed":
        if (command.on, command.end_kind) == (history.since, history.end_kind):
            return []
        raise rules.ClosedOtherwise
    _expect_not_before(command.on, history.since)
    return [
        CaseClosed(
            case_id=command.case_id, person_id=person, on=command.on, end_kind=command.end_kind, note_id=command.note_id
        )
    ]


def _reopen(command: ReopenCase, history: CaseHistory) -> Sequence[Contract]:
    person = expect_known(history.case)
    if history.case.state != "closed":
        return []
    _expect_not_before(command.on, history.since)
    return [CaseReopened(case_id=command.case_id, person_id=person, on=command.on)]


def _write(command: WriteCaseNote, history: CaseHistory) -> Sequence[Contract]:
    person = expect_known(history.case)
    if command.note_id is None:
        raise rules.NoteEmpty
    if command.note_id in history.notes:
        return []
    return [NoteWritten(case_id=command.case_id, person_id=person, note_id=command.note_id, on=command.on)]


DECISIONS: Final[Mapping[type[Command], Callable[[Any, CaseHistory], Sequence[Contract]]]] = {
    OpenCase: _open,
    AssignCase: _assign,
    PauseCase: _pause,
    ResumeCase: _resume,
    CloseCase: _close,
    ReopenCase: _reopen,
    WriteCaseNote: _write,
}


def _expect_not_before(on: date, earliest: date | None) -> None:
    if earliest is not None and on < earliest:
        raise rules.BeforeLastChange


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(history: CaseHistory, fact: Contract) -> CaseHistory:
    after = replace(history, case=cases.evolve(history.case, fact))
    match fact:
        case CaseOpened():
            return replace(after, opened=fact.on, since=fact.on)
        case CasePaused():
            return replace(after, since=fact.on, until=fact.until)
        case CaseClosed():
            return replace(after, since=fact.on, end_kind=fact.end_kind)
        case CaseResumed() | CaseReopened():
            return replace(after, since=fact.on, until=None, end_kind=None)
        case NoteWritten():
            return replace(after, notes=history.notes | {fact.note_id})
        case _:
            return after


CASE: Final = Decider(initial=CaseHistory(), decide=decide, evolve=evolve)
