"""Questions about Träger, teams, sites and office hours."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg.rows import class_row
from psycopg.sql import SQL, Identifier

from services.contracts.districts import Hours, OfficeHoursSet, SiteKind
from services.contracts.office_hours import Timetable
from services.kernel.database import Pool
from services.kernel.district import district as enter

TRAEGER: Final = SQL("SELECT traeger AS traeger_id, name FROM {}.traeger ORDER BY name, traeger")
ENGAGEMENTS: Final = SQL(
    'SELECT traeger AS traeger_id, operation, starts AS start, ends AS "end" FROM {}.engagements'
    " ORDER BY operation, starts"
)
TEAMS: Final = SQL(
    "SELECT team AS team_id, traeger AS traeger_id, operation, name FROM {}.teams ORDER BY operation, name, team"
)
SITES: Final = SQL("""
    SELECT s.site AS site_id, s.traeger AS traeger_id, s.name, s.sozialraum, s.kind, s.address, c.last_day
    FROM {0}.sites s LEFT JOIN {0}.site_closings c USING (site) ORDER BY s.name, s.site
""")
WEEKLY: Final = SQL("SELECT starts, hours::text, on_holidays FROM {}.office_hours WHERE site = %s")
EXCEPTIONS: Final = SQL("SELECT on_day, hours::text FROM {}.office_hour_exceptions WHERE site = %s")

_hours: Final = msgspec.json.Decoder(tuple[Hours, ...])


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """A Träger carries an operation for a time."""

    traeger_id: UUID
    operation: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class TraegerRow:
    """A Träger and what it carries."""

    traeger_id: UUID
    name: str
    engagements: list[EngagementRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team of a Träger."""

    team_id: UUID
    traeger_id: UUID
    operation: str
    name: str


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site; ``last_day`` if it closed."""

    site_id: UUID
    traeger_id: UUID
    name: str
    sozialraum: str
    kind: SiteKind
    address: str | None
    last_day: date | None


def traeger_list(pool: Pool, district: str) -> list[TraegerRow]:
    """All Träger, by name."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        found = _rows(connection, schema, TraegerRow, TRAEGER)
        engagements = _rows(connection, schema, EngagementRow, ENGAGEMENTS)
    by_id = {row.traeger_id: row for row in found}
    for engagement in engagements:
        by_id[engagement.traeger_id].engagements.append(engagement)
    return found


def team_list(pool: Pool, district: str) -> list[TeamRow]:
    """All teams, by operation and name."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return _rows(connection, schema, TeamRow, TEAMS)


def site_list(pool: Pool, district: str) -> list[SiteRow]:
    """All sites, by name."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return _rows(connection, schema, SiteRow, SITES)


def timetable(pool: Pool, district: str, site_id: UUID) -> Timetable | None:
    """All hours of a site; None for a site that was never opened."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        site = next((row for row in _rows(connection, schema, SiteRow, SITES) if row.site_id == site_id), None)
        weekly = connection.execute(WEEKLY.format(schema), (site_id,)).fetchall()
        exceptions = connection.execute(EXCEPTIONS.format(schema), (site_id,)).fetchall()
    if site is None:
        return None
    return Timetable(
        weekly=[
            OfficeHoursSet(site_id=site_id, start=start, hours=_hours.decode(hours), on_holidays=on_holidays)
            for start, hours, on_holidays in weekly
        ],
        exceptions={day: _hours.decode(hours) for day, hours in exceptions},
        last_day=site.last_day,
    )


def _rows(connection: Connection[Any], schema: Identifier, kind: type[Any], statement: SQL) -> list[Any]:
    return connection.cursor(row_factory=class_row(kind)).execute(statement.format(schema)).fetchall()
