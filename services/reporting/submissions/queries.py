"""Submissions as they were made and as they stand now."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from services.contracts.reporting import ReturnGround
from services.kernel.district import schema_of
from services.reporting.knowledge import Knowledge

State: TypeAlias = Literal["created", "approved", "returned", "withdrawn", "superseded"]

COLUMNS: Final = (
    *("id", "operation", "as_of", "period", "known_at", "positions", "journal_size", "catalogue", "version"),
    *("catalogue_content", "document", "digest", "checkpoint", "replaces", "created_by", "created"),
    *("replaced_by", "state"),
)
SELECT: Final = """
    SELECT s.submission, s.operation, s.as_of, s.period, s.known_at, s.positions, s.journal_size, s.catalogue,
        s.catalogue_version, s.catalogue_content, s.document, s.digest, s.checkpoint, s.replaces, s.actor, s.recorded,
        by.replaced_by,
        CASE WHEN last.state = 'approved' AND by.replaced_by IS NOT NULL THEN 'superseded'
            ELSE coalesce(last.state, 'created') END
    FROM {s}.submissions AS s
    LEFT JOIN LATERAL (
        SELECT state FROM {s}.submission_steps AS t WHERE t.submission = s.submission
        ORDER BY t.sequence DESC LIMIT 1) AS last ON true
    LEFT JOIN LATERAL (
        SELECT r.submission AS replaced_by FROM {s}.submissions AS r
        WHERE r.replaces = s.submission AND 'approved' = (
            SELECT state FROM {s}.submission_steps AS t WHERE t.submission = r.submission
            ORDER BY t.sequence DESC LIMIT 1)
        ORDER BY r.sequence DESC LIMIT 1) AS by ON true
    WHERE {which} ORDER BY s.sequence DESC"""
ONE: Final = "s.submission = %(submission)s"
ALL: Final = """
    (%(operation)s::text IS NULL OR s.operation = %(operation)s)
    AND (%(as_of)s::date IS NULL OR s.as_of = %(as_of)s)"""
STEPS: Final = """
    SELECT state, ground, actor, recorded FROM {s}.submission_steps
    WHERE submission = %(submission)s ORDER BY sequence"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A submission: what was said when it was made, by whom and when, and how it stands.

    ``document``: canonical JSON, byte for byte as it was made. ``journal_size``: so many entries stand under
    ``checkpoint``. ``replaced_by``: the approved submission that took its place.
    """

    id: UUID
    district: str
    operation: str
    as_of: date
    period: str | None
    known_at: datetime | None
    positions: Mapping[str, int]
    journal_size: int
    catalogue: str
    version: int
    catalogue_content: str
    document: str
    digest: str
    checkpoint: str
    replaces: UUID | None
    created_by: str
    created: datetime
    replaced_by: UUID | None
    state: State

    @property
    def knowledge(self) -> Knowledge:
        """The state of knowledge that it rests on."""
        return Knowledge(self.positions, self.known_at)

    @property
    def report(self) -> dict[str, Any]:
        """The document as values."""
        values: dict[str, Any] = json.loads(self.document)
        return values


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a submission: who decided what, and when."""

    state: Literal["approved", "returned", "withdrawn"]
    ground: ReturnGround | None
    actor: str
    recorded: datetime


def submission(conn: Connection[Any], district: str, of: UUID) -> Submission | None:
    """The submission with that id, None where there is none; inside a transaction in the district."""
    found = _found(conn, district, ONE, {"submission": of})
    return found[0] if found else None


def submissions(
    conn: Connection[Any], district: str, *, operation: str | None = None, as_of: date | None = None
) -> list[Submission]:
    """All submissions, or those of an operation or a date; the newest first."""
    return _found(conn, district, ALL, {"operation": operation, "as_of": as_of})


def in_force(conn: Connection[Any], district: str, operation: str, as_of: date) -> Submission | None:
    """The approved submission that stands for an operation on that date."""
    found = submissions(conn, district, operation=operation, as_of=as_of)
    return next((one for one in found if one.state == "approved"), None)


def steps(conn: Connection[Any], district: str, of: UUID) -> Sequence[Step]:
    """What became of it, oldest first."""
    statement = SQL(STEPS).format(s=Identifier(schema_of(district)))
    return [Step(*row) for row in conn.execute(statement, {"submission": of}).fetchall()]


def _found(conn: Connection[Any], district: str, which: str, values: Mapping[str, object]) -> list[Submission]:
    rows = conn.execute(_statement(district, which), values).fetchall()
    return [_submission(district, row) for row in rows]


def _statement(district: str, which: str) -> Composed:
    return SQL(SELECT).format(s=Identifier(schema_of(district)), which=SQL(which))


def _submission(district: str, row: Sequence[Any]) -> Submission:
    return Submission(district=district, **dict(zip(COLUMNS, row, strict=True)))
