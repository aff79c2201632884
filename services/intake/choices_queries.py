"""What forms offer to choose from: operations, teams, sites and instruments of a district."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.district import district as enter

OPERATIONS: Final = SQL("SELECT operation, name, starts, ends FROM {}.operations ORDER BY starts DESC, operation")
TEAMS: Final = SQL("SELECT team, operation, name FROM {}.teams ORDER BY name, team")
SITES: Final = SQL("""
    SELECT s.site, s.name, s.sozialraum, c.last_day
    FROM {0}.sites s LEFT JOIN {0}.site_closings c USING (site) ORDER BY s.name, s.site
""")
INSTRUMENTS: Final = SQL("""
    SELECT DISTINCT ON (instrument) instrument, definition ->> 'label' AS label
    FROM {}.instrument_versions ORDER BY instrument, version DESC
""")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OperationChoice:
    """An operation and its period, both ends included."""

    operation: str
    name: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A team and the operation it works for."""

    team: UUID
    operation: str
    name: str


@dataclass(frozen=True, slots=True)
class SiteChoice:
    """A registered site; ``last_day`` if it closed."""

    site: UUID
    name: str
    sozialraum: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class InstrumentChoice:
    """An instrument under its newest wording."""

    instrument: str
    label: str


@dataclass(frozen=True, slots=True)
class Directory:
    """All of it, for pages that name much of it."""

    operations: Sequence[OperationChoice]
    teams: Sequence[TeamChoice]
    sites: Sequence[SiteChoice]
    instruments: Sequence[InstrumentChoice]


def directory(pool: Pool, district: str) -> Directory:
    """With one transaction: a page waits for the database as seldom as it can."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return Directory(
            _rows(connection, schema, OPERATIONS, OperationChoice),
            _rows(connection, schema, TEAMS, TeamChoice),
            _rows(connection, schema, SITES, SiteChoice),
            _rows(connection, schema, INSTRUMENTS, InstrumentChoice),
        )


def operations(pool: Pool, district: str) -> Sequence[OperationChoice]:
    """All operations, newest first."""
    return _chosen(pool, district, OPERATIONS, OperationChoice)


def teams(pool: Pool, district: str) -> Sequence[TeamChoice]:
    """All teams by name."""
    return _chosen(pool, district, TEAMS, TeamChoice)


def sites(pool: Pool, district: str) -> Sequence[SiteChoice]:
    """All sites by name, closed ones too."""
    return _chosen(pool, district, SITES, SiteChoice)


def instruments(pool: Pool, district: str) -> Sequence[InstrumentChoice]:
    """All released instruments by key."""
    return _chosen(pool, district, INSTRUMENTS, InstrumentChoice)


def _chosen(pool: Pool, district: str, statement: SQL, row: type[T]) -> list[T]:
    with pool.transaction() as connection, enter(connection, district) as schema:
        return _rows(connection, schema, statement, row)


def _rows(connection: Connection[Any], schema: Identifier, statement: SQL, row: type[T]) -> list[T]:
    cursor: Any = connection.cursor(row_factory=class_row(row))
    return list(cursor.execute(statement.format(schema)))
