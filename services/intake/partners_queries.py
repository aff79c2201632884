"""The partners of the network as ``intake`` knows them: names to choose from and to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.district import district as enter

PARTNERS: Final = SQL("""
    SELECT p.partner, p.name, p.kind, d.last_day
    FROM {0}.partners p LEFT JOIN {0}.partner_delistings d USING (partner) ORDER BY p.name, p.partner
""")


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner of the directory; ``last_day`` where it was taken out."""

    partner: UUID
    name: str
    kind: str
    last_day: date | None


def partners(pool: Pool, district: str) -> Sequence[Partner]:
    """All partners by name, those taken out too."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Partner))
        return cursor.execute(PARTNERS.format(schema)).fetchall()


def listed_partners(pool: Pool, district: str, day: date) -> Sequence[Partner]:
    """Whom somebody may be sent to on a day."""
    return [each for each in partners(pool, district) if each.last_day is None or each.last_day >= day]


def partner_names(pool: Pool, district: str) -> Mapping[UUID, str]:
    """Partner -> name, whether it is still listed or not."""
    return {each.partner: each.name for each in partners(pool, district)}
