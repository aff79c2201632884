"""The hours that count from a day on, of offers and of the district's own sites."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.contracts.districts import Hours
from services.referral.exchange.register import OneDay, Weekly

# The weekly hours in force on that day, and those that are set to come.
OFFER_WEEKLY: Final = SQL("""
    SELECT offer, starts, hours::text, on_holidays FROM {0}.opening_hours h WHERE starts >= coalesce(
        (SELECT max(starts) FROM {0}.opening_hours v WHERE v.offer = h.offer AND v.starts <= %(day)s), starts)
    ORDER BY offer, starts
""")
OFFER_EXCEPTIONS: Final = SQL(
    "SELECT offer, on_day, hours::text FROM {}.opening_hour_exceptions WHERE on_day >= %(day)s ORDER BY offer, on_day"
)
SITE_WEEKLY: Final = SQL("""
    SELECT site, starts, hours::text, on_holidays FROM {0}.office_hours h WHERE starts >= coalesce(
        (SELECT max(starts) FROM {0}.office_hours v WHERE v.site = h.site AND v.starts <= %(day)s), starts)
    ORDER BY site, starts
""")
SITE_EXCEPTIONS: Final = SQL(
    "SELECT site, on_day, hours::text FROM {}.office_hour_exceptions WHERE on_day >= %(day)s ORDER BY site, on_day"
)

_hours: Final = msgspec.json.Decoder(tuple[Hours, ...])


@dataclass(frozen=True, slots=True)
class HoursOf:
    """Weekly hours and exceptions by the id of the offer or the site; in order."""

    weekly: Mapping[UUID, list[Weekly]] = field(default_factory=dict)
    exceptions: Mapping[UUID, list[OneDay]] = field(default_factory=dict)

    def of(self, key: UUID) -> tuple[tuple[Weekly, ...], tuple[OneDay, ...]]:
        return tuple(self.weekly.get(key, ())), tuple(self.exceptions.get(key, ()))


def offer_hours(connection: Connection[Any], schema: Identifier, day: date) -> HoursOf:
    return _read(connection, schema, (OFFER_WEEKLY, OFFER_EXCEPTIONS), day)


def site_hours(connection: Connection[Any], schema: Identifier, day: date) -> HoursOf:
    return _read(connection, schema, (SITE_WEEKLY, SITE_EXCEPTIONS), day)


def _read(connection: Connection[Any], schema: Identifier, statements: tuple[SQL, SQL], day: date) -> HoursOf:
    weekly, exceptions = (connection.execute(each.format(schema), {"day": day}).fetchall() for each in statements)
    return HoursOf(
        _grouped(
            (key, Weekly(start=starts, hours=_hours.decode(hours), on_holidays=on_holidays))
            for key, starts, hours, on_holidays in weekly
        ),
        _grouped((key, OneDay(on=on, hours=_hours.decode(hours))) for key, on, hours in exceptions),
    )


def _grouped(found: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    grouped: defaultdict[UUID, list[Any]] = defaultdict(list)
    for key, each in found:
        grouped[key].append(each)
    return grouped
