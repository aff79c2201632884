"""What a form for contacts offers in a district, and what it begins with for whoever fills it in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.vocabularies import contact_kinds
from services.intake.directory import colleague, topics
from services.intake.domain.contact_preset import LastContact, Preset, Whereabouts, preset
from services.intake.site_directory import sites_today
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.times import BERLIN

LATELY: Final = timedelta(days=60)
# Late entries for an operation that is over are possible; the running ones come first.
OPERATIONS: Final = SQL("""
    SELECT o.operation, o.name, coalesce(o.ends >= %(day)s, TRUE) AS running FROM {0}.operations o
    WHERE o.starts <= %(day)s
    ORDER BY running DESC, o.operation IN (SELECT operation FROM {0}.teams WHERE team = ANY (%(teams)s)) DESC, o.name
""")
LAST: Final = SQL("""
    SELECT operation, sozialraum FROM {}.contacts WHERE staff = %(staff)s AND on_day >= %(since)s
    ORDER BY on_day DESC, contact DESC LIMIT 1
""")
PLACES: Final = SQL("""
    SELECT sozialraum FROM {0}.sites UNION SELECT sozialraum FROM {0}.contacts WHERE on_day >= %(since)s ORDER BY 1
""")

Option = tuple[str, str]  # value, German words


@dataclass(frozen=True, slots=True)
class Author:
    """Who records: the staff id (None for programs) and the teams of today."""

    staff: UUID | None
    teams: frozenset[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What may be chosen, each as (value, German words), and the preset."""

    operations: tuple[Option, ...]
    kinds: tuple[Option, ...]
    topics: tuple[Option, ...]
    sites: tuple[Option, ...]
    places: tuple[str, ...]
    preset: Preset


@dataclass(frozen=True, slots=True)
class _Operation:
    operation: str
    name: str
    running: bool


def choices(pool: Pool, district: str, author: Author, at: datetime) -> Choices:
    """For a form that is shown at that instant."""
    local = at.astimezone(BERLIN)
    operations = _operations(pool, district, author, local.date())
    sites = sites_today(pool, district, local.date())
    known = Whereabouts(
        operations=[each.operation for each in operations if each.running],
        sites=sites,
        traeger=_traeger(pool, district, author),
        last=_last_contact(pool, district, author, local.date()),
    )
    return Choices(
        operations=tuple((each.operation, each.name) for each in operations),
        kinds=tuple(contact_kinds().items()),
        topics=tuple((term.key, term.label) for term in topics(pool, district).terms),
        sites=tuple((str(site.site), site.name) for site in sites),
        places=_places(pool, district, local.date()),
        preset=preset(known, local.time()),
    )


def _operations(pool: Pool, district: str, author: Author, day: date) -> list[_Operation]:
    values = {"day": day, "teams": list(author.teams)}
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(_Operation))
        return cursor.execute(OPERATIONS.format(schema), values).fetchall()


def _traeger(pool: Pool, district: str, author: Author) -> UUID | None:
    known = None if author.staff is None else colleague(pool, district, author.staff)
    return None if known is None else known.traeger


def _last_contact(pool: Pool, district: str, author: Author, day: date) -> LastContact | None:
    values = {"staff": author.staff, "since": day - LATELY}
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(LastContact)).execute(LAST.format(schema), values).fetchone()


def _places(pool: Pool, district: str, day: date) -> tuple[str, ...]:
    """Sozialräume where somebody was met lately, or where a site is."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(PLACES.format(schema), {"since": day - LATELY})
        return tuple(place for (place,) in rows)
