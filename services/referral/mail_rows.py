"""Mails as they are projected: those that wait, and those of a referral."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.referral import MailPurpose
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.registry import registered_districts

COLUMNS: Final = """
    SELECT m.mail AS mail_id, m.partner AS partner_id, m.purpose, m.link AS link_id, m.referral AS referral_id,
        m.asked_at, m.asked_by, e.at AS ended_at, e.dropped
    FROM {0}.mails m LEFT JOIN {0}.mail_ends e USING (mail)"""
WAITING: Final = SQL(COLUMNS + " WHERE e.mail IS NULL ORDER BY m.asked LIMIT %s")
OF_REFERRAL: Final = SQL(COLUMNS + " WHERE m.referral = %s ORDER BY m.asked DESC")
COUNT: Final = SQL("SELECT count(*) FROM {0}.mails m LEFT JOIN {0}.mail_ends e USING (mail) WHERE e.mail IS NULL")


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail; waiting while ``ended_at`` is None. ``dropped``: why it was not sent."""

    mail_id: UUID
    partner_id: UUID
    purpose: MailPurpose
    link_id: UUID | None
    referral_id: UUID | None
    asked_at: datetime
    asked_by: str
    ended_at: datetime | None
    dropped: str | None


def waiting(pool: Pool, district: str, most: int) -> list[MailRow]:
    """The mails that are neither sent nor dropped, oldest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(MailRow)).execute(WAITING.format(schema), (most,)).fetchall()


def mails_of(pool: Pool, district: str, referral_id: UUID) -> list[MailRow]:
    """All mails about a referral, newest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(MailRow))
        return cursor.execute(OF_REFERRAL.format(schema), (referral_id,)).fetchall()


def count_waiting(pool: Pool) -> int:
    """How many wait in all districts together."""
    with pool.transaction() as connection:
        districts = [each.key for each in registered_districts(connection)]
    return sum(_count(pool, district) for district in districts)


def _count(pool: Pool, district: str) -> int:
    with pool.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(COUNT.format(schema)).fetchone()
    return 0 if row is None else int(row[0])
