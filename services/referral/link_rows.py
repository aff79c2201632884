"""Links as they are projected: those of a referral, and whether one is the latest of its referral."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.referral import Channel
from services.kernel.database import Pool
from services.kernel.district import district as enter

OPEN: Final = SQL("""
    SELECT l.link FROM {0}.links l LEFT JOIN {0}.link_revocations r USING (link)
    WHERE l.referral = %s AND r.link IS NULL ORDER BY l.issued
""")
LATEST: Final = SQL("SELECT link FROM {}.links WHERE referral = %s ORDER BY issued DESC LIMIT 1")
ISSUED_BY: Final = SQL("SELECT issued_by FROM {}.links WHERE link = %s")
OF_REFERRAL: Final = SQL("""
    SELECT l.link AS link_id, l.channel, l.expires, l.issued_at, l.issued_by, r.on_day AS revoked_on,
        (SELECT max(o.on_day) FROM {0}.link_openings o WHERE o.link = l.link) AS opened_on,
        (SELECT max(f.on_day) FROM {0}.link_refusals f WHERE f.link = l.link) AS refused_on
    FROM {0}.links l LEFT JOIN {0}.link_revocations r USING (link)
    WHERE l.referral = %s ORDER BY l.issued DESC
""")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link of a referral; the last days on which it was looked at, and on which it opened nothing any more."""

    link_id: UUID
    channel: Channel
    expires: datetime
    issued_at: datetime
    issued_by: str
    revoked_on: date | None
    opened_on: date | None
    refused_on: date | None

    def is_open(self, at: datetime) -> bool:
        """As far as the link itself says; its referral may be over."""
        return self.revoked_on is None and at < self.expires


def open_links_of(pool: Pool, district: str, referral_id: UUID) -> list[UUID]:
    """The links of a referral that nobody revoked, oldest first; expired ones too."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return [link for (link,) in connection.execute(OPEN.format(schema), (referral_id,))]


def links_of(pool: Pool, district: str, referral_id: UUID) -> list[LinkRow]:
    """All links of a referral, newest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(LinkRow))
        return cursor.execute(OF_REFERRAL.format(schema), (referral_id,)).fetchall()


def is_latest(pool: Pool, district: str, referral_id: UUID, link_id: UUID) -> bool:
    """Whether no link was issued after this one for the same referral; also while it is not projected yet."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(LATEST.format(schema), (referral_id,)).fetchone()
    return row is None or row[0] == link_id


def issued_by(pool: Pool, district: str, link_id: UUID) -> str | None:
    """The actor who gave a link out; None while it is not projected yet."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(ISSUED_BY.format(schema), (link_id,)).fetchone()
    return None if row is None else str(row[0])
