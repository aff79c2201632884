"""How much time was given: single records, and sums over a period. Minutes are sums over persons; days are local."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.district import district as enter

RECORDS: Final = SQL("""
    SELECT record AS record_id, on_day AS "on", minutes, persons, volunteer AS volunteer_id,
        engagement AS engagement_id, event AS event_id, operation, sozialraum
    FROM {}.volunteering
    WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(volunteer)s::uuid IS NULL OR volunteer = %(volunteer)s)
    ORDER BY on_day DESC, record DESC
""")
ONE: Final = SQL("""
    SELECT record AS record_id, on_day AS "on", minutes, persons, volunteer AS volunteer_id,
        engagement AS engagement_id, event AS event_id, operation, sozialraum
    FROM {}.volunteering WHERE record = %s
""")
BY_VOLUNTEER: Final = SQL("""
    SELECT volunteer, sum(minutes)::bigint FROM {}.volunteering
    WHERE volunteer IS NOT NULL AND on_day BETWEEN %s AND %s GROUP BY volunteer
""")
BY_ENGAGEMENT: Final = SQL("""
    SELECT engagement, sum(minutes)::bigint FROM {}.volunteering
    WHERE engagement IS NOT NULL AND on_day BETWEEN %s AND %s GROUP BY engagement
""")
TOTAL: Final = SQL("SELECT coalesce(sum(minutes), 0)::bigint FROM {}.volunteering WHERE on_day BETWEEN %s AND %s")


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteeringEntry:
    """Time that was given, as it was corrected last; no volunteer: so many persons together."""

    record_id: UUID
    on: date
    minutes: int
    persons: int
    volunteer_id: UUID | None
    engagement_id: UUID | None
    event_id: UUID | None
    operation: str | None
    sozialraum: str | None


class Period(NamedTuple):
    """First to last day, both included."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class TimeGiven:
    """Minutes of a period: all, by volunteer, by engagement. The parts do not add up: a record may name neither."""

    total: int
    by_volunteer: Mapping[UUID, int]
    by_engagement: Mapping[UUID, int]


def records(pool: Pool, district: str, period: Period, volunteer_id: UUID | None = None) -> list[VolunteeringEntry]:
    """Newest first; of one volunteer, or all."""
    asked = {"first": period.first, "last": period.last, "volunteer": volunteer_id}
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(VolunteeringEntry))
        return cursor.execute(RECORDS.format(schema), asked).fetchall()


def record(pool: Pool, district: str, record_id: UUID) -> VolunteeringEntry | None:
    """None where there is none, or where it was taken back."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(VolunteeringEntry))
        return cursor.execute(ONE.format(schema), (record_id,)).fetchone()


def time_given(pool: Pool, district: str, period: Period) -> TimeGiven:
    with pool.transaction() as connection, enter(connection, district) as schema:
        (total,) = connection.execute(TOTAL.format(schema), period).fetchone() or (0,)
        by_volunteer = dict(connection.execute(BY_VOLUNTEER.format(schema), period).fetchall())
        by_engagement = dict(connection.execute(BY_ENGAGEMENT.format(schema), period).fetchall())
    return TimeGiven(total, by_volunteer, by_engagement)
