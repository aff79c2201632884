"""The desk for appointments: times on the clock in Berlin, ids and notes; clashes are told, never refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.contracts.intake import AppointmentEnd
from services.intake.appointments_queries import NOTE, spans_of
from services.intake.casework import Casework
from services.intake.colleagues import expect_colleague
from services.intake.domain.appointment import (
    APPOINTMENT,
    Agreed,
    EndAppointment,
    MakeAppointment,
    MoveAppointment,
    Span,
    clashes,
)
from services.intake.domain.berlin import instant
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import BERLIN, now


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An appointment as somebody asks for it; ``starts`` without an offset is the clock in Berlin."""

    starts: datetime
    minutes: int
    staff: UUID | None = None
    site: UUID | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """The id of an appointment, what became of the command, and what clashes with it, in German."""

    id: UUID
    outcome: Outcome
    clashes: Sequence[str]


@dataclass(frozen=True, slots=True)
class AppointmentDesk:
    """The appointments of one case. Every command raises the refusals of ``domain.appointment``."""

    case: Casework

    def make(self, wanted: Wanted, context: Context) -> Fixed:
        """Raises UnknownColleague, TimeSkipped, TimeTwice too."""
        return self._fix(MakeAppointment, self.case.new_id("appointment", context), wanted, context)

    def move(self, appointment: UUID, wanted: Wanted, context: Context) -> Fixed:
        """Raises UnknownColleague, TimeSkipped, TimeTwice too."""
        return self._fix(MoveAppointment, appointment, wanted, context)

    def end(self, appointment: UUID, end: AppointmentEnd, contact: UUID | None, context: Context) -> Outcome:
        """The person came, did not come, or one of both called it off."""
        command = EndAppointment(
            case_id=self.case.case_id, appointment_id=appointment, end=end, now=now(), contact_id=contact
        )
        return self.case.execute(APPOINTMENT, command, context)

    def _fix(
        self, kind: type[MakeAppointment] | type[MoveAppointment], appointment: UUID, wanted: Wanted, context: Context
    ) -> Fixed:
        expect_colleague(self.case.service, self.case.district, wanted.staff)
        note = self.case.note(NOTE, wanted.note)
        command = kind(
            case_id=self.case.case_id,
            appointment_id=appointment,
            starts=instant(wanted.starts),
            minutes=wanted.minutes,
            staff_id=wanted.staff,
            site_id=wanted.site,
            note_id=None if note is None else note.entry_id,
        )
        outcome = self.case.execute(APPOINTMENT, command, context, [note])
        return Fixed(appointment, outcome, self._clashes(command))

    def _clashes(self, command: Agreed) -> list[str]:
        """Appointments of the same Fachkraft at that time; not whose: the case may be another team's."""
        if command.staff_id is None:
            return []
        span = Span(appointment_id=command.appointment_id, starts=command.starts, minutes=command.minutes)
        others = spans_of(self.case.service, self.case.district, command.staff_id, (span.starts, span.ends))
        return [_told(other) for other in clashes(span, others)]


def _told(other: Span) -> str:
    starts, ends = other.starts.astimezone(BERLIN), other.ends.astimezone(BERLIN)
    return f"Von {starts:%H:%M} bis {ends:%H:%M} Uhr hat diese Fachkraft schon einen anderen Termin."
