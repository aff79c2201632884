"""Questions about the calendar: which events are there in a period, how far has each come. Days and times are local."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.events.domain.event_state import Stage, stage_of
from services.kernel.database import Pool
from services.kernel.district import district as enter

ENTRY: Final = """
    SELECT e.event AS event_id, e.title, e.kind, e.on_day AS "on", e.until, e.starts, e.ends, e.operation,
        e.sozialraeume, e.target_groups, e.handlungsfelder, e.capacity, e.series AS series_id, e.details AS details_id,
        e.changed, e.changed_at, p.event IS NOT NULL AS is_published, coalesce(p.registration, false) AS registration,
        p.register_until, a.attendance, v.event IS NOT NULL AS is_evaluated, c.grounds AS cancelled
    FROM {0}.events e LEFT JOIN {0}.event_publications p USING (event) LEFT JOIN {0}.event_attendances a USING (event)
        LEFT JOIN {0}.event_evaluations v USING (event) LEFT JOIN {0}.event_cancellations c USING (event)
"""
IN_ORDER: Final = " ORDER BY e.on_day, e.starts NULLS FIRST, e.title, e.event"
PERIOD: Final = SQL(
    ENTRY
    + """
    WHERE coalesce(e.until, e.on_day) >= %(first)s AND e.on_day <= %(last)s
        AND (%(kind)s::text IS NULL OR e.kind = %(kind)s)
        AND (%(operation)s::text IS NULL OR e.operation = %(operation)s)
        AND (%(sozialraum)s::text IS NULL OR e.sozialraeume = '{{}}' OR %(sozialraum)s = ANY (e.sozialraeume))
"""
    + IN_ORDER
)
SOME: Final = SQL(ENTRY + " WHERE e.event = ANY (%s)" + IN_ORDER)
SERIES: Final = SQL(ENTRY + " WHERE e.series = %s" + IN_ORDER)
ALWAYS: Final = (date.min, date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """An event in the calendar. No Sozialraum: all of the district; ``changed``: the position of its plan."""

    event_id: UUID
    title: str
    kind: str
    on: date
    until: date | None
    starts: time | None
    ends: time | None
    operation: str | None
    sozialraeume: list[str]
    target_groups: list[str]
    handlungsfelder: list[str]
    capacity: int | None
    series_id: UUID | None
    details_id: UUID | None
    changed: int
    changed_at: datetime
    is_published: bool
    registration: bool
    register_until: date | None
    attendance: int | None
    is_evaluated: bool
    cancelled: str | None

    @property
    def stage(self) -> Stage:
        return stage_of(
            is_published=self.is_published,
            is_held=self.attendance is not None,
            is_evaluated=self.is_evaluated,
            is_cancelled=self.cancelled is not None,
        )

    @property
    def last_day(self) -> date:
        return self.until or self.on

    def is_uncounted(self, day: date) -> bool:
        """It is over, and nobody said yet how many came."""
        return self.last_day < day and self.stage in {"planned", "published"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarAsked:
    """Which events: those of a period (both ends included), narrowed down; None is any."""

    period: tuple[date, date] = ALWAYS
    kind: str | None = None
    sozialraum: str | None = None
    operation: str | None = None
    stages: Collection[Stage] | None = None

    @property
    def values(self) -> Mapping[str, Any]:
        first, last = self.period
        return {
            "first": first,
            "last": last,
            "kind": self.kind,
            "operation": self.operation,
            "sozialraum": self.sozialraum,
        }


def calendar(pool: Pool, district: str, asked: CalendarAsked) -> list[CalendarEntry]:
    """In the order in which they take place; an event for the whole district is one of every Sozialraum."""
    found = _rows(pool, district, PERIOD, asked.values)
    return [each for each in found if asked.stages is None or each.stage in asked.stages]


def entries_of(pool: Pool, district: str, event_ids: Collection[UUID]) -> dict[UUID, CalendarEntry]:
    """Those that are there."""
    return {each.event_id: each for each in _rows(pool, district, SOME, (list(event_ids),))}


def entry_of(pool: Pool, district: str, event_id: UUID) -> CalendarEntry | None:
    return entries_of(pool, district, [event_id]).get(event_id)


def series_of(pool: Pool, district: str, series_id: UUID) -> list[CalendarEntry]:
    """All dates of one group offer."""
    return _rows(pool, district, SERIES, (series_id,))


def public_calendar(pool: Pool, district: str, day: date) -> list[CalendarEntry]:
    """What everybody may see from that day on: published, and cancelled after it was published."""
    upcoming = calendar(pool, district, CalendarAsked(period=(day, date.max)))
    return [each for each in upcoming if is_public(each, day)]


def is_public(entry: CalendarEntry, day: date) -> bool:
    """Whether everybody may see it on that day."""
    is_ahead = entry.stage == "published" or (
        entry.cancelled not in {None, "recorded_by_mistake"} and entry.is_published
    )
    return is_ahead and entry.attendance is None and entry.last_day >= day


def _rows(pool: Pool, district: str, question: SQL, values: Mapping[str, Any] | tuple[Any, ...]) -> list[CalendarEntry]:
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(CalendarEntry))
        return cursor.execute(question.format(schema), values).fetchall()
