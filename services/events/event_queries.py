"""Everything of one event: its partners, its money, who was counted, what was said of it. Money in cents."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg.rows import class_row
from psycopg.sql import SQL, Identifier

from services.contracts.events import AttendanceCount, BudgetLine, CostShare
from services.contracts.events.words import CostPurpose, CountedBy, PartnerRole
from services.events.application import Events
from services.events.calendar_queries import CalendarEntry, entry_of
from services.events.event_desk import EVALUATION_FIELDS, EVENT_FIELDS
from services.events.texts import Sheet, Words, words_of
from services.kernel.database import Pool
from services.kernel.district import district as enter

PARTNERS: Final = SQL("""
    SELECT e.partner AS partner_id, p.name, e.role FROM {0}.event_partners e LEFT JOIN {0}.partners p USING (partner)
    WHERE e.event = %s ORDER BY lower(p.name), e.partner
""")
BUDGET: Final = SQL("SELECT lines::text, shares::text FROM {}.event_budgets WHERE event = %s")
COSTS: Final = SQL("""
    SELECT cost AS cost_id, purpose, cents, on_day AS "on" FROM {}.event_costs WHERE event = %s AND cents > 0
    ORDER BY on_day, cost
""")
ATTENDANCE: Final = SQL(
    "SELECT on_day, attendance, counted_by, counts::text FROM {}.event_attendances WHERE event = %s"
)
EVALUATION: Final = SQL("SELECT reached, again, details AS details_id FROM {}.event_evaluations WHERE event = %s")

_lines: Final = msgspec.json.Decoder(tuple[BudgetLine, ...])
_shares: Final = msgspec.json.Decoder(tuple[CostShare, ...])
_counts: Final = msgspec.json.Decoder(tuple[AttendanceCount, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagedPartner:
    """``name`` None: nothing is known here of that organisation yet."""

    partner_id: UUID
    name: str | None
    role: PartnerRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Money that was spent."""

    cost_id: UUID
    purpose: CostPurpose
    cents: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """How many came, and of which groups."""

    on: date
    attendance: int
    counted_by: CountedBy
    counts: tuple[AttendanceCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """1: goal not reached at all, 5: entirely."""

    reached: int
    again: bool
    details_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFile:
    """One event with all that belongs to it but tasks, proofs and registrations, which have questions of their own."""

    entry: CalendarEntry
    partners: list[EngagedPartner]
    lines: tuple[BudgetLine, ...]
    shares: tuple[CostShare, ...]
    costs: list[Cost]
    attendance: Attendance | None
    evaluation: Evaluation | None


def event_file(pool: Pool, district: str, event_id: UUID) -> EventFile | None:
    """None: there is no such event."""
    entry = entry_of(pool, district, event_id)
    if entry is None:
        return None
    with pool.transaction() as connection, enter(connection, district) as schema:
        lines, shares = _budget(connection, schema, event_id)
        return EventFile(
            entry=entry,
            partners=_all(connection, schema, (PARTNERS, EngagedPartner), event_id),
            lines=lines,
            shares=shares,
            costs=_all(connection, schema, (COSTS, Cost), event_id),
            attendance=_attendance(connection, schema, event_id),
            evaluation=next(iter(_all(connection, schema, (EVALUATION, Evaluation), event_id)), None),
        )


def event_words(events: Events, district: str, entry: CalendarEntry) -> Words:
    """Description and place. Raises Forgery."""
    return words_of(events, district, Sheet(entry.event_id, entry.details_id, EVENT_FIELDS))


def evaluation_words(events: Events, district: str, event: EventFile) -> Words:
    """What the team wrote afterwards. Raises Forgery."""
    details = None if event.evaluation is None else event.evaluation.details_id
    return words_of(events, district, Sheet(event.entry.event_id, details, EVALUATION_FIELDS))


def _all(connection: Connection[Any], schema: Identifier, asked: tuple[SQL, type[Any]], event_id: UUID) -> list[Any]:
    statement, kind = asked
    return connection.cursor(row_factory=class_row(kind)).execute(statement.format(schema), (event_id,)).fetchall()


def _budget(
    connection: Connection[Any], schema: Identifier, event_id: UUID
) -> tuple[tuple[BudgetLine, ...], tuple[CostShare, ...]]:
    row = connection.execute(BUDGET.format(schema), (event_id,)).fetchone()
    return ((), ()) if row is None else (_lines.decode(row[0]), _shares.decode(row[1]))


def _attendance(connection: Connection[Any], schema: Identifier, event_id: UUID) -> Attendance | None:
    row = connection.execute(ATTENDANCE.format(schema), (event_id,)).fetchone()
    if row is None:
        return None
    return Attendance(on=row[0], attendance=row[1], counted_by=row[2], counts=_counts.decode(row[3]))
