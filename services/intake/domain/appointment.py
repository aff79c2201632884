"""Appointments of a case: made, moved under the same id, kept, missed or called off."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeAlias, assert_never
from uuid import UUID

from msgspec import structs

from services.contracts.intake import AppointmentEnd, AppointmentEnded, AppointmentMade
from services.intake.domain import case
from services.intake.domain.case import CaseState, expect_known, expect_open
from services.intake.domain.refusals import Refusal, refuse
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

LONGEST: Final = 24 * 60  # minutes: longer than a day is a typing error


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """When, how long in minutes, with whom and where; ``starts`` is an instant."""

    case_id: UUID
    appointment_id: UUID
    starts: datetime
    minutes: int
    staff_id: UUID | None = None
    site_id: UUID | None = None
    note_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAppointment(Agreed):
    """A new appointment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAppointment(Agreed):
    """Another time, place or person for an appointment that is still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAppointment:
    """``contact_id`` may name the contact that came of an appointment that was kept."""

    case_id: UUID
    appointment_id: UUID
    end: AppointmentEnd
    now: datetime
    contact_id: UUID | None = None


Command: TypeAlias = MakeAppointment | MoveAppointment | EndAppointment


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Appointments:
    """The case and its appointments as they were made last, and how they ended."""

    case: CaseState = field(default_factory=CaseState)
    made: Mapping[UUID, AppointmentMade] = field(default_factory=dict)
    ended: Mapping[UUID, AppointmentEnded] = field(default_factory=dict)


# --- Decisions: may it happen? ----------------------------------------------


class UnknownAppointment(Refusal):
    title = "Diesen Termin gibt es in diesem Fall nicht."
    field = "appointment"


class AppointmentIsEnded(Refusal):
    title = "Der Ausgang dieses Termins ist schon erfasst."
    field = "appointment"


class NotYetBegun(Refusal):
    title = "Ob ein Termin wahrgenommen wurde, steht erst fest, wenn er begonnen hat."
    field = "end"


class ContactWithoutMeeting(Refusal):
    title = "Nur zu einem wahrgenommenen Termin gehört ein Kontakt."
    field = "contact"


class MinutesOutOfRange(Refusal):
    title = "Ein Termin dauert mindestens eine Minute und höchstens einen Tag."
    field = "minutes"


def make(command: MakeAppointment, state: Appointments) -> Sequence[Contract]:
    person = expect_open(state.case)
    if command.appointment_id in state.made:
        return []
    return [_made(command, person)]


def move(command: MoveAppointment, state: Appointments) -> Sequence[Contract]:
    person = expect_open(state.case)
    if command.appointment_id not in state.made:
        raise UnknownAppointment
    moved = _made(command, person)
    if moved == state.made[command.appointment_id]:
        return []
    if command.appointment_id in state.ended:
        raise AppointmentIsEnded
    return [moved]


def _made(command: Agreed, person: UUID) -> AppointmentMade:
    if not 0 < command.minutes <= LONGEST:
        raise MinutesOutOfRange
    return AppointmentMade(
        case_id=command.case_id,
        person_id=person,
        appointment_id=command.appointment_id,
        starts=command.starts.astimezone(UTC),
        minutes=command.minutes,
        staff_id=command.staff_id,
        site_id=command.site_id,
        note_id=command.note_id,
    )


def end(command: EndAppointment, state: Appointments) -> Sequence[Contract]:
    """Also in a closed case: what was agreed before must come to an end."""
    person = expect_known(state.case)
    made = state.made.get(command.appointment_id)
    if made is None:
        raise UnknownAppointment
    ended = AppointmentEnded(
        case_id=command.case_id,
        person_id=person,
        appointment_id=command.appointment_id,
        end=command.end,
        contact_id=command.contact_id,
    )
    known = state.ended.get(command.appointment_id)
    if known == ended:
        return []
    if known is not None:
        raise AppointmentIsEnded
    refuse(_broken_end(command, made))
    return [ended]


def _broken_end(command: EndAppointment, made: AppointmentMade) -> Iterator[Refusal]:
    if command.end != "cancelled" and command.now < made.starts:
        yield NotYetBegun()
    if command.end != "kept" and command.contact_id is not None:
        yield ContactWithoutMeeting()


def decide(command: Command, state: Appointments) -> Sequence[Contract]:
    match command:
        case MakeAppointment():
            return make(command, state)
        case MoveAppointment():
            return move(command, state)
        case EndAppointment():
            return end(command, state)
        case _:
            assert_never(command)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: Appointments, fact: Contract) -> Appointments:
    match fact:
        case AppointmentMade():
            return replace(state, made={**state.made, fact.appointment_id: _as_now(fact)})
        case AppointmentEnded():
            return replace(state, ended={**state.ended, fact.appointment_id: fact})
        case _:
            return replace(state, case=case.evolve(state.case, fact))


def _as_now(fact: AppointmentMade) -> AppointmentMade:
    fields: dict[str, Any] = structs.asdict(fact)
    return AppointmentMade(**{**fields, "starts": fact.starts.astimezone(UTC)})


APPOINTMENT: Final = Decider(initial=Appointments(), decide=decide, evolve=evolve)


# --- Two appointments at once -------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The time that one appointment takes; the end is not included."""

    appointment_id: UUID
    starts: datetime
    minutes: int

    @property
    def ends(self) -> datetime:
        """In elapsed time: an hour is an hour in the nights when the clocks change."""
        return self.starts.astimezone(UTC) + timedelta(minutes=self.minutes)


def clashes(wanted: Span, others: Iterable[Span]) -> list[Span]:
    """Those of the same person's appointments that overlap the wanted one, earliest first."""
    overlapping = [
        other
        for other in others
        if other.appointment_id != wanted.appointment_id and other.starts < wanted.ends and wanted.starts < other.ends
    ]
    return sorted(overlapping, key=lambda other: (other.starts, other.appointment_id))
