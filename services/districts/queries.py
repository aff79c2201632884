"""Questions that ``districts`` answers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.district import district as enter


@dataclass(frozen=True, slots=True)
class OperationRow:
    """An operation and the newest catalogue version released to it."""

    operation: str
    operation_id: UUID
    name: str
    starts: date
    ends: date
    catalogue: str
    specific_objective: str
    catalogue_version: int


OPERATIONS = SQL("""
    SELECT o.operation, o.operation_id, o.name, o.starts, o.ends, o.catalogue, o.specific_objective,
        max(r.catalogue_version) AS catalogue_version
    FROM {0}.operations o JOIN {0}.operation_releases r USING (operation, catalogue)
    GROUP BY o.operation ORDER BY o.operation
""")


def operations(pool: Pool, district: str) -> list[OperationRow]:
    """The operations of a district, by key."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(OperationRow))
        return cursor.execute(OPERATIONS.format(schema)).fetchall()


def sozialraeume(pool: Pool, district: str) -> list[str]:
    """The Sozialräume of a district, by key."""
    statement = SQL("SELECT sozialraum FROM {}.sozialraeume ORDER BY sozialraum")
    with pool.transaction() as connection, enter(connection, district) as schema:
        return [row[0] for row in connection.execute(statement.format(schema))]
