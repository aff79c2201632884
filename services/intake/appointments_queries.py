"""Appointments of a case, of a Fachkraft, and what else somebody has at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.intake import AppointmentEnd
from services.contracts.succession import hands_of
from services.intake.application import Intake
from services.intake.cases_queries import leavings
from services.intake.domain.appointment import Span
from services.intake.sections import Json
from services.kernel.district import district as enter
from services.kernel.times import BERLIN, today

NOTE: Final = "appointment_note"
COLUMNS: Final = """
    SELECT a.appointment, a.case_id, a.person, a.starts, a.ends, a.minutes, a.staff, a.site, a.note AS note_id,
        e.outcome, e.contact
    FROM {0}.appointments a LEFT JOIN {0}.appointment_ends e USING (appointment)
    WHERE {which} ORDER BY a.starts, a.appointment"""
OF_CASE: Final = SQL(COLUMNS.replace("{which}", "a.case_id = %s"))
OF_STAFF: Final = SQL(COLUMNS.replace("{which}", "a.staff = ANY (%s) AND a.starts >= %s AND a.starts < %s"))
SPANS: Final = SQL("""
    SELECT a.appointment AS appointment_id, a.starts, a.minutes
    FROM {0}.appointments a LEFT JOIN {0}.appointment_ends e USING (appointment)
    WHERE a.staff = %s AND a.starts < %s AND a.ends > %s AND e.appointment IS NULL
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentSeen:
    """An appointment, how it ended (None: not yet recorded), and its note (None: none, or erased)."""

    appointment: UUID
    case_id: UUID
    person: UUID
    starts: datetime
    ends: datetime
    minutes: int
    staff: UUID | None
    site: UUID | None
    note_id: UUID | None
    outcome: AppointmentEnd | None
    contact: UUID | None
    note: str | None = None


def appointments_of(intake: Intake, district: str, case_id: UUID) -> list[AppointmentSeen]:
    """All appointments of a case, earliest first."""
    return _with_notes(intake, district, _found(intake, district, OF_CASE, (case_id,)))


def appointments_with(
    intake: Intake, district: str, staff: Collection[UUID], span: tuple[datetime, datetime]
) -> list[AppointmentSeen]:
    """Those that begin in the span, its end not included; without notes: a case may be another team's."""
    return _found(intake, district, OF_STAFF, ([*staff], *span))


def spans_of(intake: Intake, district: str, staff: UUID, span: tuple[datetime, datetime]) -> list[Span]:
    """When a Fachkraft has appointments without an end that overlap the span."""
    starts, ends = span
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Span))
        return cursor.execute(SPANS.format(schema), (staff, ends, starts)).fetchall()


def _found(intake: Intake, district: str, statement: SQL, values: Sequence[object]) -> list[AppointmentSeen]:
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(AppointmentSeen))
        return cursor.execute(statement.format(schema), values).fetchall()


def _with_notes(intake: Intake, district: str, rows: list[AppointmentSeen]) -> list[AppointmentSeen]:
    addresses = {row.appointment: (row.person, NOTE, row.note_id) for row in rows if row.note_id is not None}
    texts = intake.vault.get(district, list(addresses.values()))
    return [
        replace(row, note=texts.get(addresses[row.appointment])) if row.appointment in addresses else row
        for row in rows
    ]


# --- As it is answered and as it stands in the case file --------------------------


def shown_appointments(intake: Intake, district: str, case_id: UUID) -> list[Json]:
    """All appointments of a case, earliest first, in German local time."""
    seen = appointments_of(intake, district, case_id)
    return [{**_entry(each), "contact": _id(each.contact), "note": each.note} for each in seen]


def calendar(intake: Intake, district: str, staff: UUID, days: tuple[date, date]) -> list[Json]:
    """The appointments in somebody's hands on days in Germany (both count), without what they are about.

    Those of a colleague who left are the successor's.
    """
    first, last = days
    span = (_midnight(first), _midnight(last + timedelta(days=1)))
    hands = hands_of(staff, leavings(intake.pool, district), today())
    return [_entry(each) for each in appointments_with(intake, district, hands, span)]


def _entry(seen: AppointmentSeen) -> Json:
    return {
        "appointment": str(seen.appointment),
        "case_id": str(seen.case_id),
        "starts": seen.starts.astimezone(BERLIN).isoformat(),
        "ends": seen.ends.astimezone(BERLIN).isoformat(),
        "staff": _id(seen.staff),
        "site": _id(seen.site),
        "end": seen.outcome,
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN)


def _id(of: UUID | None) -> str | None:
    return None if of is None else str(of)
