"""The district's own sites with their office hours, as districts told them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.referral.exchange.hours_rows import HoursOf, site_hours
from services.referral.exchange.register import OneDay, Weekly

# Street work has no address to go to.
SITES: Final = SQL("""
    SELECT s.site, s.name, s.sozialraum, s.address, t.name
    FROM {0}.sites s LEFT JOIN {0}.traeger t USING (traeger) LEFT JOIN {0}.site_closings c USING (site)
    WHERE (c.last_day IS NULL OR c.last_day >= %(day)s) AND s.kind <> 'street' ORDER BY lower(s.name), s.site
""")


@dataclass(frozen=True, slots=True)
class Site:
    """Where one is met without knowing which offer one needs; ``traeger`` None where it is not known yet."""

    site_id: UUID
    name: str
    sozialraum: str
    address: str | None
    traeger: str | None
    weekly: tuple[Weekly, ...]
    exceptions: tuple[OneDay, ...]


def open_sites(pool: Pool, district: str, day: date) -> tuple[Site, ...]:
    """The sites that are not closed on that day, by name."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(SITES.format(schema), {"day": day}).fetchall()
        hours = site_hours(connection, schema, day)
    return tuple(_site(row, hours) for row in rows)


def _site(row: tuple[Any, ...], hours: HoursOf) -> Site:
    key, name, sozialraum, address, traeger = row
    return Site(key, name, sozialraum, address, traeger, *hours.of(key))
