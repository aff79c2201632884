"""Who is one person, which links stand, and which pairs somebody found to be two."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.intake import LinkGrounds
from services.intake.domain.component import Edge
from services.intake.domain.duplicate import Pair
from services.kernel.database import Pool
from services.kernel.district import district as enter

TOGETHER: Final = SQL("""
    WITH RECURSIVE one AS (
        SELECT unnest(%s::uuid[]) AS person
        UNION
        SELECT CASE WHEN e.person = one.person THEN e.other ELSE e.person END
        FROM one JOIN {0}.person_edges e ON e.person = one.person OR e.other = one.person
    ) SELECT person FROM one""")
EDGES: Final = SQL("SELECT person, other FROM {}.person_edges")
SETTLED: Final = SQL("SELECT person, other FROM {}.settled_pairs")
LINKS: Final = SQL("""
    SELECT edge AS link_id, person, other, grounds, recorded, actor FROM {}.person_edges
    WHERE grounds IS NOT NULL AND (%(link)s::uuid IS NULL OR edge = %(link)s) ORDER BY recorded DESC, edge""")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLink:
    """Two records that are one person: why that is known, since when, and who said so."""

    link_id: UUID
    person: UUID
    other: UUID
    grounds: LinkGrounds
    recorded: datetime
    actor: str

    @property
    def pair(self) -> Pair:
        return self.person, self.other


def together(pool: Pool, district: str, persons: Collection[UUID]) -> set[UUID]:
    """They and everybody who is one with them; a moment behind the log."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return {person for (person,) in connection.execute(TOGETHER.format(schema), [list(persons)])}


def edges(pool: Pool, district: str) -> list[Edge]:
    """All edges of a district."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.execute(EDGES.format(schema)).fetchall()


def settled_pairs(pool: Pool, district: str) -> list[Pair]:
    """Pairs that were unlinked or told apart once."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.execute(SETTLED.format(schema)).fetchall()


def listed_links(pool: Pool, district: str, link: UUID | None = None) -> list[ListedLink]:
    """The links that stand, newest first; that one alone, where it does."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(ListedLink))
        return cursor.execute(LINKS.format(schema), {"link": link}).fetchall()
