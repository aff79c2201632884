"""Which contacts wait for the second step of being joined?"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.district import district as enter

OPEN: Final = SQL(
    "SELECT contact, case_id, person, actor, cause FROM {}.open_joins ORDER BY case_id, contact LIMIT 1000"
)


@dataclass(frozen=True, slots=True)
class OpenJoin:
    """A contact that is agreed to belong to a case; ``actor`` agreed with the person, ``cause`` is what says so."""

    contact: UUID
    case_id: UUID
    person: UUID
    actor: str
    cause: UUID


def open_joins(pool: Pool, district: str) -> list[OpenJoin]:
    """Up to a thousand of them."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(OpenJoin)).execute(OPEN.format(schema)).fetchall()
