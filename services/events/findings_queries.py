"""Questions about findings: what stands on the public page, and what people said about it."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.district import district as enter

FINDINGS: Final = SQL("""
    SELECT f.finding AS finding_id, f.survey AS survey_id, f.title, f.on_day AS "on", f.handlungsfelder,
        f.details AS details_id, w.finding IS NOT NULL AS is_withdrawn
    FROM {0}.findings f LEFT JOIN {0}.finding_withdrawals w USING (finding) ORDER BY f.on_day DESC, f.finding
""")
FEEDBACK: Final = SQL("""
    SELECT b.feedback AS feedback_id, b.survey AS survey_id, b.finding AS finding_id, b.on_day AS "on", b.agrees,
        b.details AS details_id, c.shown
    FROM {0}.finding_feedback b LEFT JOIN {0}.finding_feedback_considered c USING (feedback)
    WHERE b.finding = ANY (%s) ORDER BY b.on_day DESC, b.feedback
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding as it was published last."""

    finding_id: UUID
    survey_id: UUID
    title: str
    on: date
    handlungsfelder: list[str]
    details_id: UUID | None
    is_withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRow:
    """What somebody said; ``shown`` None: nobody of the planners has read it yet."""

    feedback_id: UUID
    survey_id: UUID
    finding_id: UUID
    on: date
    agrees: bool | None
    details_id: UUID | None
    shown: bool | None


def findings(pool: Pool, district: str) -> list[FindingRow]:
    """All that were ever published, newest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(FindingRow)).execute(FINDINGS.format(schema)).fetchall()


def feedback(pool: Pool, district: str, finding_ids: list[UUID]) -> list[FeedbackRow]:
    """What was said about these findings, newest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(FeedbackRow))
        return cursor.execute(FEEDBACK.format(schema), (finding_ids,)).fetchall()
