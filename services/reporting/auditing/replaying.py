"""The history of one operation, as far as an examiner may read it: one value an event, streamed, in bounded pieces."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from psycopg import Connection, sql

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.reporting.journal import START, Told
from services.reporting.replay import persons_of, replay

MEMBERS: Final = """
    SELECT participation FROM {s}.participation_versions WHERE operation = %(operation)s
    UNION SELECT person FROM {s}.participation_versions WHERE operation = %(operation)s
    UNION SELECT case_id FROM {s}.contact_versions WHERE operation = %(operation)s AND case_id IS NOT NULL
    UNION SELECT contact FROM {s}.contact_versions WHERE operation = %(operation)s
    UNION SELECT case_id FROM {s}.audit_evidence
        WHERE operation = %(operation)s AND what = 'link' AND case_id IS NOT NULL"""
IDS: Final = ("participation_id", "case_id", "contact_id")


@dataclass(frozen=True, slots=True)
class Asked:
    """``after``: the place in the history behind which to begin; at most ``limit`` events."""

    operation: str
    until: datetime | None
    case: UUID | None
    limit: int
    after: Told = START


def operation_history(pool: Pool, district: str, asked: Asked) -> Iterator[dict[str, Any]]:
    """The events that name the operation, or a participation, participant, case or contact of it.

    No statement spans the whole.
    """
    with pool.transaction() as conn, enter(conn, district):
        members = _members(conn, district, asked.operation)
    told = replay(pool, district, asked.until, asked.case, after=asked.after)
    return islice((event for event in told if _is_of(event, asked.operation, members)), asked.limit)


def _members(conn: Connection[Any], district: str, operation: str) -> frozenset[str]:
    statement = sql.SQL(MEMBERS).format(s=sql.Identifier(schema_of(district)))
    return frozenset(str(member) for (member,) in conn.execute(statement, {"operation": operation}))


def _is_of(event: dict[str, Any], operation: str, members: frozenset[str]) -> bool:
    """What names an operation belongs to that one and to no other."""
    data = event["data"]
    if data.get("operation") is not None:
        return bool(data["operation"] == operation)
    return any(data.get(field) in members for field in IDS) or not members.isdisjoint(persons_of(data))
