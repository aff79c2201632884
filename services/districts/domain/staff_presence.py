"""Coming and going: who works for which Träger, under which name, until when, and who takes over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.contracts.districts import StaffJoined, StaffLeft, StaffRenamed, StaffStayed
from services.districts.domain.staff_state import Staff, expect_joined
from services.districts.domain.traeger import Traeger, expect_registered
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinStaff:
    """Let somebody work for a Träger; the name lies in the vault under ``name_id``."""

    staff_id: UUID
    traeger: Traeger
    name_id: UUID
    start: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameStaff:
    """Somebody has another name, or it was written wrongly."""

    name_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveStaff:
    """Somebody works here until ``on``; ``successor`` is the history of who takes over, None if the team does."""

    on: date
    successor: Staff | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepStaff:
    """Take a leaving back."""


Command = JoinStaff | RenameStaff | LeaveStaff | KeepStaff


# --- Decisions: may it happen? ----------------------------------------------


class JoinedOtherwise(RuleViolation):
    title = "Diese Person gibt es schon; ihr Name wurde inzwischen geändert."
    field = "name"


class LeavesBeforeJoining(RuleViolation):
    title = "Der letzte Arbeitstag liegt vor dem ersten."
    field = "on"


class UnknownSuccessor(RuleViolation):
    title = "Die Nachfolge arbeitet hier nicht."
    field = "successor"


class OwnSuccessor(RuleViolation):
    title = "Niemand folgt sich selbst nach."
    field = "successor"


class SuccessorOfAnotherTraeger(RuleViolation):
    title = "Die Nachfolge arbeitet bei einem anderen Träger."
    field = "successor"


class SuccessorNotThere(RuleViolation):
    title = "Die Nachfolge ist am Tag danach nicht da."
    field = "successor"


def join(command: JoinStaff, staff: Staff) -> Sequence[Contract]:
    carrier = expect_registered(command.traeger)
    joined = StaffJoined(
        staff_id=command.staff_id, traeger_id=carrier.traeger_id, name_id=command.name_id, start=command.start
    )
    if staff.joined is None:
        return [joined]
    if staff.joined != joined or staff.name_id != joined.name_id:
        raise JoinedOtherwise
    return []


def rename(command: RenameStaff, staff: Staff) -> Sequence[Contract]:
    known = expect_joined(staff)
    if staff.name_id == command.name_id:
        return []
    return [StaffRenamed(staff_id=known.staff_id, name_id=command.name_id)]


def leave(command: LeaveStaff, staff: Staff) -> Sequence[Contract]:
    """Roles and teams end by themselves with the last day; leaving again with other data corrects it."""
    known = expect_joined(staff)
    if command.on < known.start:
        raise LeavesBeforeJoining
    successor = None if command.successor is None else _successor(known, command.successor, command.on)
    left = StaffLeft(staff_id=known.staff_id, on=command.on, successor_id=successor)
    return [] if staff.left == left else [left]


def _successor(known: StaffJoined, successor: Staff, last_day: date) -> UUID:
    if successor.joined is None:
        raise UnknownSuccessor
    if successor.joined.staff_id == known.staff_id:
        raise OwnSuccessor
    if successor.joined.traeger_id != known.traeger_id:
        raise SuccessorOfAnotherTraeger
    first_day = last_day + timedelta(days=1)
    if successor.joined.start > first_day or (successor.last_day is not None and successor.last_day < first_day):
        raise SuccessorNotThere
    return successor.joined.staff_id


def keep(staff: Staff) -> Sequence[Contract]:
    known = expect_joined(staff)
    return [] if staff.left is None else [StaffStayed(staff_id=known.staff_id)]
