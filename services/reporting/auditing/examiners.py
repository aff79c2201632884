"""Who has the role of Pruefung on a day; folded from districts' facts, so it may be a moment behind."""

from datetime import date
from typing import Final
from uuid import UUID

from psycopg import sql

from services.kernel.database import Pool
from services.kernel.district import district as enter

EXAMINERS: Final = sql.SQL("""
    SELECT DISTINCT g.staff FROM {0}.role_grants g JOIN {0}.staff s USING (staff)
    LEFT JOIN {0}.role_revocations e USING (role_grant) LEFT JOIN {0}.staff_leavings l USING (staff)
    WHERE g.role = 'pruefung' AND %(day)s >= greatest(s.starts, g.starts)
        AND %(day)s <= coalesce(least(g.ends, e.last_day, l.last_day), 'infinity')
    ORDER BY g.staff""")


def examiners_on(pool: Pool, district: str, day: date) -> list[UUID]:
    """Their staff ids."""
    with pool.transaction() as conn, enter(conn, district) as schema:
        return [staff for (staff,) in conn.execute(EXAMINERS.format(schema), {"day": day})]
