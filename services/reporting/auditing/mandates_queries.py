"""Mandates and what was read under them, as the Koordination and those who examine see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from services.contracts.reporting import EvidenceKind
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.reporting.auditing.mandate import Standing, standing

MANDATES: Final = sql.SQL("""
    SELECT m.mandate, m.staff, m.operations, m.audited_from, m.audited_to, m.expires, m.granted_by, m.granted,
        r.revoked_by, r.revoked, e.last_read, e.reads
    FROM {0}.mandates m LEFT JOIN {0}.mandate_revocations r USING (mandate)
    CROSS JOIN LATERAL (SELECT max(recorded) AS last_read, count(*) AS reads FROM {0}.evidence_reads x
        WHERE x.mandate = m.mandate) e
    WHERE %(staff)s::uuid IS NULL OR m.staff = %(staff)s
    ORDER BY m.granted DESC, m.mandate""")
READS: Final = sql.SQL("""
    SELECT reading, mandate, operation, kind, code, participation, case_id, actor, recorded
    FROM {}.evidence_reads WHERE %(mandate)s::uuid IS NULL OR mandate = %(mandate)s
    ORDER BY recorded DESC, reading LIMIT %(limit)s OFFSET %(offset)s""")


@dataclass(frozen=True, slots=True)
class MandateRow:
    """A mandate, who granted and who revoked it, with the time of both; how often evidence was read, and when last."""

    mandate: UUID
    staff: UUID
    operations: Sequence[str]
    audited_from: date
    audited_to: date
    expires: date
    granted_by: str
    granted: datetime
    revoked_by: str | None
    revoked: datetime | None
    last_read: datetime | None
    reads: int

    def standing(self, on: date) -> Standing:
        """Whether it holds on that day."""
        return standing(self.expires, on, is_revoked=self.revoked is not None)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """Somebody looked at evidence of persons."""

    reading: UUID
    mandate: UUID
    operation: str
    kind: EvidenceKind
    code: str | None
    participation: UUID | None
    case_id: UUID | None
    actor: str
    recorded: datetime


def mandates_of(pool: Pool, district: str, staff: UUID | None = None) -> list[MandateRow]:
    """All mandates, or somebody's; the one granted last comes first."""
    with pool.transaction() as conn, enter(conn, district) as schema:
        return (
            conn.cursor(row_factory=class_row(MandateRow)).execute(MANDATES.format(schema), {"staff": staff}).fetchall()
        )


def evidence_reads(
    pool: Pool, district: str, limit: int, offset: int = 0, mandate: UUID | None = None
) -> list[ReadRow]:
    """Newest first."""
    asked = {"mandate": mandate, "limit": limit, "offset": offset}
    with pool.transaction() as conn, enter(conn, district) as schema:
        return conn.cursor(row_factory=class_row(ReadRow)).execute(READS.format(schema), asked).fetchall()
