"""Which operations a report can be asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from psycopg import Connection, sql
from psycopg.rows import class_row

from services.kernel.district import schema_of

KNOWN: Final = """
    SELECT operation, name, start, "end", specific_objective FROM {s}.operation_versions
    WHERE valid_to IS NULL ORDER BY name, operation"""


@dataclass(frozen=True, slots=True)
class OperationRow:
    """An operation with its period, both ends included."""

    operation: str
    name: str
    start: date
    end: date
    specific_objective: str


def known_operations(conn: Connection[Any], district: str) -> list[OperationRow]:
    """The operations of a district as they are known now, by name."""
    statement = sql.SQL(KNOWN).format(s=sql.Identifier(schema_of(district)))
    return conn.cursor(row_factory=class_row(OperationRow)).execute(statement).fetchall()
