"""Time that was given: one record a stream, corrected as often as need be, taken back where it was a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.events.volunteers import VolunteeringCancelled, VolunteeringRecorded
from services.events.domain.days import expect_not_in_future
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# A record is about a month at most, and nobody helps more than ten hours on each of its days.
MOST_MINUTES_A_PERSON: Final = 31 * 10 * 60

# --- State -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Volunteering:
    """``recorded`` None: nothing was ever recorded under this id."""

    recorded: VolunteeringRecorded | None = None
    is_cancelled: bool = False


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteeringDetails:
    """When, how long and by how many; ``minutes`` is the sum over all persons."""

    on: date
    minutes: int
    persons: int = 1
    volunteer_id: UUID | None = None
    engagement_id: UUID | None = None
    event_id: UUID | None = None
    operation: str | None = None
    sozialraum: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVolunteering:
    """Time was given."""

    record_id: UUID
    details: VolunteeringDetails
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectVolunteering:
    """It was another time, or another engagement."""

    details: VolunteeringDetails
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelVolunteering:
    """The record was a mistake."""


Command: TypeAlias = RecordVolunteering | CorrectVolunteering | CancelVolunteering


# --- Decisions: may it happen? ----------------------------------------------


class UnknownRecord(RuleViolation):
    title = "Diesen Eintrag gibt es nicht."
    field = "record_id"


class RecordIsCancelled(RuleViolation):
    title = "Dieser Eintrag wurde zurückgenommen."
    field = "record_id"


class NoTime(RuleViolation):
    title = "Bitte mindestens eine Minute angeben."
    field = "minutes"


class TooMuchTime(RuleViolation):
    title = "So viel Zeit kann in einem Monat niemand geben. Bitte prüfen Sie die Stunden."
    field = "minutes"


class OnePersonOnly(RuleViolation):
    title = "Mit einem Namen ist es genau eine Person. Für mehrere zusammen bitte den Namen weglassen."
    field = "persons"


class NoPersons(RuleViolation):
    title = "Bitte mindestens eine Person angeben."
    field = "persons"


def decide(command: Command, record: Volunteering) -> Sequence[Contract]:
    match command:
        case RecordVolunteering():
            recorded = _recorded(command.record_id, command.details, command.today)
            return [] if record.recorded == recorded and not record.is_cancelled else [recorded]
        case CorrectVolunteering():
            known = expect_recorded(record)
            corrected = _recorded(known.record_id, command.details, command.today)
            return [] if known == corrected else [corrected]
        case CancelVolunteering():
            return _cancel(record)
        case _:
            assert_never(command)


def expect_known(record: Volunteering) -> VolunteeringRecorded:
    """Raises UnknownRecord."""
    if record.recorded is None:
        raise UnknownRecord
    return record.recorded


def expect_recorded(record: Volunteering) -> VolunteeringRecorded:
    """Raises UnknownRecord, RecordIsCancelled."""
    known = expect_known(record)
    if record.is_cancelled:
        raise RecordIsCancelled
    return known


def _cancel(record: Volunteering) -> Sequence[Contract]:
    known = expect_known(record)
    return [] if record.is_cancelled else [VolunteeringCancelled(record_id=known.record_id)]


def _recorded(record_id: UUID, details: VolunteeringDetails, today: date) -> VolunteeringRecorded:
    expect_not_in_future(details.on, today)
    if details.persons < 1:
        raise NoPersons
    if details.volunteer_id is not None and details.persons != 1:
        raise OnePersonOnly
    if details.minutes < 1:
        raise NoTime
    if details.minutes > MOST_MINUTES_A_PERSON * details.persons:
        raise TooMuchTime
    return VolunteeringRecorded(
        record_id=record_id,
        on=details.on,
        minutes=details.minutes,
        persons=details.persons,
        volunteer_id=details.volunteer_id,
        engagement_id=details.engagement_id,
        event_id=details.event_id,
        operation=details.operation,
        sozialraum=details.sozialraum,
    )


# --- Evolution ----------------------------------------------------------------


def evolve(record: Volunteering, fact: Contract) -> Volunteering:
    match fact:
        case VolunteeringRecorded():
            return Volunteering(recorded=fact)
        case VolunteeringCancelled():
            return replace(record, is_cancelled=True)
        case _:
            return record


VOLUNTEERING: Final = Decider(initial=Volunteering(), decide=decide, evolve=evolve)
