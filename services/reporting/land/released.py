"""What a district released for a period: its approved submissions, one an operation, and who has not handed in yet.

This is all that a session of the Land reads, in one district after the other, each entered by itself: documents that a
second person approved, and of operations their key, period and classification.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from psycopg import Connection, sql

from services.contracts.districts import USUAL_CATEGORY
from services.kernel.database import Pool
from services.kernel.district import schema_of
from services.kernel.registry import registered_districts
from services.reporting.checking.periods import Period
from services.reporting.checking.transmission import Group
from services.reporting.knowledge import reading
from services.reporting.submissions import Submission, submissions

APPROVED: Final = "approved"
OPERATIONS: Final = """
    SELECT o.operation, o.specific_objective, coalesce(c.priority, ''), coalesce(c.category_of_region, %(usual)s)
    FROM {s}.operation_versions AS o
    LEFT JOIN {s}.operation_class_versions AS c ON c.operation = o.operation AND c.valid_to IS NULL
    WHERE o.valid_to IS NULL AND o.start <= %(as_of)s AND o.catalogue = %(catalogue)s
    ORDER BY o.operation"""


@dataclass(frozen=True, slots=True)
class Released:
    """An operation of a district: where its figures belong, and what was handed in of it, None: nothing yet."""

    district: str
    operation: str
    group: Group
    submission: Submission | None


def released(pool: Pool, period: Period, catalogue: str) -> Iterator[Released]:
    """All operations of that catalogue in all districts, by district and operation."""
    with pool.connection() as conn:
        keys = [one.key for one in registered_districts(conn)]
    for key in keys:
        with reading(pool, key) as conn:
            yield from _of_district(conn, key, period, catalogue)


def _of_district(conn: Connection[Any], district: str, period: Period, catalogue: str) -> Iterator[Released]:
    newest = _newest(submissions(conn, district), period, catalogue)
    for operation, *group in _operations(conn, district, period.as_of, catalogue):
        objective, priority, category = group
        yield Released(district, operation, Group(priority, objective, category), newest.get(operation))


def _newest(made: Sequence[Submission], period: Period, catalogue: str) -> dict[str, Submission]:
    """By operation, the last one that stands; what was superseded is not approved any more."""
    asked = (APPROVED, period.name, catalogue)
    standing = [one for one in made if (one.state, one.period, one.catalogue) == asked]
    return {one.operation: one for one in reversed(standing)}


def _operations(conn: Connection[Any], district: str, as_of: date, catalogue: str) -> Sequence[tuple[str, ...]]:
    statement = sql.SQL(OPERATIONS).format(s=sql.Identifier(schema_of(district)))
    values = {"usual": USUAL_CATEGORY, "as_of": as_of, "catalogue": catalogue}
    return conn.execute(statement, values).fetchall()
