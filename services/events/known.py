"""What ``events`` knows of others: partners, operations, Sozialräume; it may be a moment behind. Days are local."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.district import district as enter

PARTNERS: Final = SQL("""
    SELECT p.partner AS partner_id, p.name, p.kind, d.last_day
    FROM {0}.partners p LEFT JOIN {0}.partner_delistings d USING (partner) ORDER BY lower(p.name), p.partner
""")
OPERATIONS: Final = SQL("SELECT operation, name, starts, ends FROM {}.operations ORDER BY starts DESC, operation")
STAFF: Final = SQL("""
    SELECT s.staff FROM {0}.staff s LEFT JOIN {0}.staff_leavings l USING (staff)
    WHERE s.starts <= %(day)s AND (l.last_day IS NULL OR l.last_day >= %(day)s)
""")
SOZIALRAEUME: Final = SQL("SELECT sozialraum FROM {}.sozialraeume ORDER BY sozialraum")


@dataclass(frozen=True, slots=True)
class KnownPartner:
    """An organisation of the directory; ``last_day`` once it was taken out."""

    partner_id: UUID
    name: str
    kind: str
    last_day: date | None

    def is_listed(self, day: date) -> bool:
        return self.last_day is None or day <= self.last_day


@dataclass(frozen=True, slots=True)
class KnownOperation:
    """An operation and its period."""

    operation: str
    name: str
    starts: date
    ends: date


def partners_of(pool: Pool, district: str) -> dict[UUID, KnownPartner]:
    """All partners that were ever listed, by name."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(KnownPartner))
        return {each.partner_id: each for each in cursor.execute(PARTNERS.format(schema)).fetchall()}


def listed_partners(pool: Pool, district: str, day: date) -> dict[UUID, KnownPartner]:
    """Those who stand in the directory on that day, by name."""
    return {key: each for key, each in partners_of(pool, district).items() if each.is_listed(day)}


def operations_of(pool: Pool, district: str) -> list[KnownOperation]:
    """The newest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(KnownOperation)).execute(OPERATIONS.format(schema)).fetchall()


def sozialraeume_of(pool: Pool, district: str) -> list[str]:
    """Keys of the Sozialräume that were opened."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return [row[0] for row in connection.execute(SOZIALRAEUME.format(schema)).fetchall()]


def staff_of(pool: Pool, district: str, day: date) -> frozenset[UUID]:
    """Who works in the district on that day; names are for pages to ask (``kernel.pages.names``)."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return frozenset(staff for (staff,) in connection.execute(STAFF.format(schema), {"day": day}).fetchall())
