"""The register of resolutions: all, of one meeting, by number or body."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.events.words import Majority
from services.events.texts import Sheet
from services.kernel.database import Pool
from services.kernel.district import district as enter

WORDING_FIELDS: Final = ("wording",)
RESOLUTIONS: Final = SQL("""
    SELECT resolution AS resolution_id, body, number, on_day, majority, meeting AS meeting_id, group_id,
        wording AS wording_id
    FROM {}.resolutions
    WHERE (%(resolution)s::uuid IS NULL OR resolution = %(resolution)s)
        AND (%(meeting)s::uuid IS NULL OR meeting = %(meeting)s)
        AND (%(body)s::text IS NULL OR body = %(body)s)
        AND (%(majority)s::text IS NULL OR majority = %(majority)s)
        AND (%(words)s::text IS NULL OR strpos(lower(number || ' ' || body), lower(%(words)s)) > 0)
    ORDER BY on_day DESC, number DESC, resolution
""")
BODIES: Final = SQL("SELECT DISTINCT body FROM {}.resolutions ORDER BY body")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionEntry:
    """A resolution as it stands in the register."""

    resolution_id: UUID
    body: str
    number: str
    on_day: date
    majority: Majority
    meeting_id: UUID | None
    group_id: UUID | None
    wording_id: UUID | None

    @property
    def sheet(self) -> Sheet:
        return Sheet(self.resolution_id, self.wording_id, WORDING_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionsAsked:
    """Which resolutions are wanted; ``words``: part of a number or of a body's name."""

    words: str | None = None
    body: str | None = None
    majority: Majority | None = None
    meeting: UUID | None = None
    resolution: UUID | None = None


EVERYTHING: Final = ResolutionsAsked()


def resolutions_of(pool: Pool, district: str, asked: ResolutionsAsked = EVERYTHING) -> list[ResolutionEntry]:
    """The latest first."""
    values = {name: getattr(asked, name) for name in ("words", "body", "majority", "meeting", "resolution")}
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(ResolutionEntry))
        return cursor.execute(RESOLUTIONS.format(schema), values).fetchall()


def find_resolution(pool: Pool, district: str, resolution_id: UUID) -> ResolutionEntry | None:
    return next(iter(resolutions_of(pool, district, ResolutionsAsked(resolution=resolution_id))), None)


def deciding_bodies(pool: Pool, district: str) -> list[str]:
    """Who ever decided something, by name."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return [row[0] for row in connection.execute(BODIES.format(schema)).fetchall()]
