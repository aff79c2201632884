"""Who meets whom, when, and did they? Read by calendars, clashes and reminders."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import TypeAlias

from services.contracts.intake import AppointmentEnded, AppointmentMade
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

APPOINTMENTS = Table(
    "appointments",
    "appointment",
    ("case_id", "person", "starts", "ends", "minutes", "staff", "site", "note"),
    versioned=False,
)
APPOINTMENT_ENDS = Table("appointment_ends", "appointment", ("outcome", "contact"), versioned=False)
Fact: TypeAlias = AppointmentMade | AppointmentEnded


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """A moved appointment has the same id and replaces its row."""
    fact = recorded.fact
    if isinstance(fact, AppointmentEnded):
        return [Put(APPOINTMENT_ENDS, fact.appointment_id, (fact.end, fact.contact_id))]
    starts = fact.starts.astimezone(UTC)
    when = (starts, starts + timedelta(minutes=fact.minutes), fact.minutes)
    row = (fact.case_id, fact.person_id, *when, fact.staff_id, fact.site_id, fact.note_id)
    return [Put(APPOINTMENTS, fact.appointment_id, row)]


appointments = Projection(
    "appointments",
    version=1,
    tables=(APPOINTMENTS, APPOINTMENT_ENDS),
    reads=(AppointmentMade, AppointmentEnded),
    fold=keep,
)
