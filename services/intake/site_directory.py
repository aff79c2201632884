"""What ``intake`` knows of sites: where they are, and when people are met there. Folded from districts' facts."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.districts import Hours, OfficeHoursSet, SiteKind
from services.contracts.office_hours import Timetable, hours_on
from services.intake.domain.contact_preset import SiteToday
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.public_holidays import public_holiday

SITE: Final = SQL("""
    SELECT s.site, s.traeger, s.name, s.sozialraum, s.kind, c.last_day
    FROM {0}.sites s LEFT JOIN {0}.site_closings c USING (site) WHERE s.site = %s
""")
# Of the weekly hours only those that count on that day are needed.
WEEKLY: Final = SQL(
    "SELECT starts, hours::text, on_holidays FROM {}.office_hours WHERE site = %(site)s AND starts <= %(day)s"
    " ORDER BY starts DESC LIMIT 1"
)
OPEN_SITES: Final = SQL("""
    SELECT s.site, s.traeger, s.name, s.sozialraum
    FROM {0}.sites s LEFT JOIN {0}.site_closings c USING (site)
    WHERE c.last_day IS NULL OR c.last_day >= %(day)s ORDER BY s.name, s.site
""")
ALL_WEEKLY: Final = SQL(
    "SELECT DISTINCT ON (site) site, starts, hours::text, on_holidays FROM {}.office_hours WHERE starts <= %(day)s"
    " ORDER BY site, starts DESC"
)
ALL_EXCEPTIONS: Final = SQL("SELECT site, hours::text FROM {}.office_hour_exceptions WHERE on_day = %(day)s")
EXCEPTION: Final = SQL("SELECT hours::text FROM {}.office_hour_exceptions WHERE site = %(site)s AND on_day = %(day)s")

_hours: Final = msgspec.json.Decoder(tuple[Hours, ...])


@dataclass(frozen=True, slots=True)
class Site:
    """A registered site; ``last_day`` if it closed."""

    site: UUID
    traeger: UUID
    name: str
    sozialraum: str
    kind: SiteKind
    last_day: date | None


def site(pool: Pool, district: str, site_id: UUID) -> Site | None:
    """A site; None for one that was never opened."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(Site)).execute(SITE.format(schema), (site_id,)).fetchone()


def office_hours_on(pool: Pool, district: str, site_id: UUID, day: date) -> tuple[Hours, ...] | None:
    """The hours that count at a site on that day, earliest first; () where nobody is met, None for no known hours.

    None: the site was never opened, or nobody ever said when it has office hours.
    """
    known = {"site": site_id, "day": day}
    with pool.transaction() as connection, enter(connection, district) as schema:
        closed = connection.execute(SITE.format(schema), (site_id,)).fetchone()
        weekly = connection.execute(WEEKLY.format(schema), known).fetchone()
        exception = connection.execute(EXCEPTION.format(schema), known).fetchone()
    if closed is None or (weekly is None and exception is None and closed[-1] is None):
        return None
    timetable = Timetable(
        weekly=[] if weekly is None else [_set(site_id, *weekly)],
        exceptions={} if exception is None else {day: _hours.decode(exception[0])},
        last_day=closed[-1],
    )
    return hours_on(timetable, day, _is_holiday)


def sites_today(pool: Pool, district: str, day: date) -> list[SiteToday]:
    """Every site that is not closed on that day, with the hours that count; by name."""
    known = {"day": day}
    with pool.transaction() as connection, enter(connection, district) as schema:
        sites = connection.execute(OPEN_SITES.format(schema), known).fetchall()
        weekly = {site: _set(site, *row) for site, *row in connection.execute(ALL_WEEKLY.format(schema), known)}
        said = {site: _hours.decode(hours) for site, hours in connection.execute(ALL_EXCEPTIONS.format(schema), known)}
    return [
        SiteToday(site, traeger, name, sozialraum, _on(day, weekly.get(site), said.get(site)))
        for site, traeger, name, sozialraum in sites
    ]


def _on(day: date, weekly: OfficeHoursSet | None, exception: tuple[Hours, ...] | None) -> tuple[Hours, ...]:
    timetable = Timetable(
        weekly=[] if weekly is None else [weekly], exceptions={} if exception is None else {day: exception}
    )
    return hours_on(timetable, day, _is_holiday)


def _is_holiday(day: date) -> bool:
    return public_holiday(day) is not None


def _set(site_id: UUID, start: date, hours: str, on_holidays: bool) -> OfficeHoursSet:  # noqa: FBT001 - a row's column
    return OfficeHoursSet(site_id=site_id, start=start, hours=_hours.decode(hours), on_holidays=on_holidays)
