"""A resolution: what a body decided, in a meeting recorded here or in a council's sitting elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.events import ResolutionPassed
from services.contracts.events.words import Majority
from services.contracts.names import expect_name
from services.events.domain.days import expect_not_in_future
from services.events.domain.meeting_state import Meeting, expect_on
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionDetails:
    """What was decided by whom; ``meeting`` where it was one recorded here. ``wording_id``: in the vault."""

    body: str
    number: str
    on: date
    majority: Majority
    meeting: Meeting | None = None
    wording_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassResolution:
    resolution_id: UUID
    details: ResolutionDetails
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectResolution:
    """Other details of a resolution that stands in the register."""

    details: ResolutionDetails
    today: date


Command: TypeAlias = PassResolution | CorrectResolution


@dataclass(frozen=True, slots=True)
class Resolution:
    """``passed`` None: there is no such resolution."""

    passed: ResolutionPassed | None = None


# --- Decisions: may it happen? ----------------------------------------------


class UnknownResolution(RuleViolation):
    title = "Diesen Beschluss gibt es nicht."
    field = "resolution_id"


class PassedOtherwise(RuleViolation):
    title = "Einen Beschluss mit dieser Nummer gibt es schon, mit anderen Angaben. Bitte dort berichtigen."
    field = "number"


class MeetingNotHeld(RuleViolation):
    title = "Beschließen kann nur eine Sitzung, die stattgefunden hat. Bitte zuerst das Protokoll erfassen."
    field = "meeting_id"


class NotThatDay(RuleViolation):
    title = "An diesem Tag war die Sitzung nicht."
    field = "on"


def decide(command: Command, resolution: Resolution) -> Sequence[Contract]:
    """Raises UnknownResolution, PassedOtherwise, MeetingNotHeld, NotThatDay, InTheFuture, NameMissing, NameTooLong."""
    match command:
        case PassResolution():
            return _pass(command, resolution)
        case CorrectResolution():
            return _correct(command, resolution)
        case _:
            assert_never(command)


def _pass(command: PassResolution, resolution: Resolution) -> Sequence[Contract]:
    passed = _passed(command.resolution_id, command.details, command.today)
    if resolution.passed is None:
        return [passed]
    if resolution.passed != passed:
        raise PassedOtherwise
    return []


def _correct(command: CorrectResolution, resolution: Resolution) -> Sequence[Contract]:
    if resolution.passed is None:
        raise UnknownResolution
    corrected = _passed(resolution.passed.resolution_id, command.details, command.today)
    return [] if resolution.passed == corrected else [corrected]


def _passed(resolution_id: UUID, details: ResolutionDetails, today: date) -> ResolutionPassed:
    expect_not_in_future(details.on, today)
    meeting_id, group_id = _of_meeting(details)
    return ResolutionPassed(
        resolution_id=resolution_id,
        body=expect_name(details.body),
        number=expect_name(details.number),
        on=details.on,
        majority=details.majority,
        meeting_id=meeting_id,
        group_id=group_id,
        wording_id=details.wording_id,
    )


def _of_meeting(details: ResolutionDetails) -> tuple[UUID | None, UUID | None]:
    if details.meeting is None:
        return None, None
    called, held = expect_on(details.meeting), details.meeting.held
    if held is None:
        raise MeetingNotHeld
    if held.on != details.on:
        raise NotThatDay
    return called.meeting_id, called.group_id


# --- Evolution: it happened, so it is true ------------------------------------


def evolve(resolution: Resolution, fact: Contract) -> Resolution:
    return Resolution(fact) if isinstance(fact, ResolutionPassed) else resolution


RESOLUTION: Final = Decider(initial=Resolution(), decide=decide, evolve=evolve)
