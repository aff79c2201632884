"""The directory of a district: partners, where they are met, what they offer; as forms, matching and the atlas read it.

``assured_on`` is when somebody who must know last said that an entry is right, ``updated_on`` when it was last written,
``listed_on`` when it was first written: three different things. Days are local, last days included.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier

from services.contracts.referral import Accessibility, Capacity, Cost
from services.kernel.database import Pool
from services.kernel.district import district as enter

PARTNERS: Final = SQL("""
    SELECT p.partner AS partner_id, p.name, p.kind, p.takes_mail, p.public, p.details AS details_id, d.last_day,
        a.assured_on, l.updated_on, l.listed_on
    FROM {0}.partners p LEFT JOIN {0}.partner_delistings d USING (partner)
    LEFT JOIN (SELECT about, max(on_day) AS updated_on, min(on_day) AS listed_on FROM {0}.listings GROUP BY about) l
        ON l.about = p.partner
    LEFT JOIN (SELECT about, max(on_day) AS assured_on FROM {0}.assurances GROUP BY about) a ON a.about = p.partner
    ORDER BY lower(p.name), p.partner
""")
LOCATIONS: Final = SQL("""
    SELECT l.location AS location_id, l.partner AS partner_id, l.name, l.street, l.postcode, l.city, l.sozialraum,
        l.latitude, l.longitude, l.accessibility, d.last_day
    FROM {0}.locations l LEFT JOIN {0}.location_delistings d USING (location) ORDER BY lower(l.name), l.location
""")
OFFERS: Final = SQL("""
    SELECT o.offer AS offer_id, o.partner AS partner_id, o.name, o.topics, o.handlungsfelder, o.target_groups,
        o.sozialraeume, o.languages, o.accessibility, o.cost, o.locations AS location_ids, o.details AS details_id,
        c.capacity, c.on_day AS capacity_on, c.until AS capacity_until, a.assured_on, l.updated_on, l.listed_on,
        d.last_day
    FROM {0}.offers o LEFT JOIN {0}.offer_delistings d USING (offer) LEFT JOIN {0}.offer_capacities c USING (offer)
    LEFT JOIN (SELECT about, max(on_day) AS updated_on, min(on_day) AS listed_on FROM {0}.listings GROUP BY about) l
        ON l.about = o.offer
    LEFT JOIN (SELECT about, max(on_day) AS assured_on FROM {0}.assurances GROUP BY about) a ON a.about = o.offer
    ORDER BY lower(o.name), o.offer
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerEntry:
    """An organisation; ``last_day`` once nobody is sent there any more."""

    partner_id: UUID
    name: str
    kind: str
    takes_mail: bool
    public: bool
    details_id: UUID | None
    last_day: date | None
    assured_on: date | None
    updated_on: date
    listed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationEntry:
    """A place of a partner; WGS 84."""

    location_id: UUID
    partner_id: UUID
    name: str
    street: str | None
    postcode: str | None
    city: str | None
    sozialraum: str | None
    latitude: float | None
    longitude: float | None
    accessibility: tuple[Accessibility, ...]
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferEntry:
    """An offer of a partner. No Sozialraum: all of the district; no capacity: nobody has said anything yet."""

    offer_id: UUID
    partner_id: UUID
    name: str
    topics: tuple[str, ...]
    handlungsfelder: tuple[str, ...]
    target_groups: tuple[str, ...]
    sozialraeume: tuple[str, ...]
    languages: tuple[str, ...]
    accessibility: tuple[Accessibility, ...]
    cost: Cost
    location_ids: tuple[UUID, ...]
    details_id: UUID | None
    capacity: Capacity | None
    capacity_on: date | None
    capacity_until: date | None
    assured_on: date | None
    updated_on: date
    listed_on: date
    last_day: date | None

    def capacity_on_day(self, day: date) -> Capacity | None:
        """A stop that was expected to last until a day says nothing about the days after it."""
        return self.capacity if _counts(self.capacity_until, day) else None


@dataclass(frozen=True)
class Directory:
    """All entries by id, each sort by name; delisted ones too, see :meth:`listed`."""

    partners: Mapping[UUID, PartnerEntry]
    locations: Mapping[UUID, LocationEntry]
    offers: Mapping[UUID, OfferEntry]

    def listed(self, day: date) -> "Directory":
        """What counts on that day: nothing of a delisted partner, no place that is given up, no outdated capacity."""
        partners = {key: each for key, each in self.partners.items() if _counts(each.last_day, day)}
        locations = {
            key: each
            for key, each in self.locations.items()
            if each.partner_id in partners and _counts(each.last_day, day)
        }
        offers = {
            key: replace(
                each,
                capacity=each.capacity_on_day(day),
                location_ids=tuple(place for place in each.location_ids if place in locations),
            )
            for key, each in self.offers.items()
            if each.partner_id in partners and _counts(each.last_day, day)
        }
        return Directory(partners, locations, offers)

    @cached_property
    def offers_by_partner(self) -> Mapping[UUID, tuple[OfferEntry, ...]]:
        """Only of partners that have some."""
        return _by_partner(self.offers)

    @cached_property
    def locations_by_partner(self) -> Mapping[UUID, tuple[LocationEntry, ...]]:
        """Only of partners that have some."""
        return _by_partner(self.locations)


def directory(pool: Pool, district: str) -> Directory:
    """All of it, in one transaction."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        partners = _rows(connection, schema, PARTNERS, PartnerEntry)
        locations = _rows(connection, schema, LOCATIONS, LocationEntry)
        offers = _rows(connection, schema, OFFERS, OfferEntry)
    return Directory(
        {each.partner_id: each for each in partners},
        {each.location_id: each for each in locations},
        {each.offer_id: each for each in offers},
    )


def _counts(last_day: date | None, day: date) -> bool:
    return last_day is None or day <= last_day


class _OfPartner(Protocol):
    @property
    def partner_id(self) -> UUID: ...


T = TypeVar("T")
P = TypeVar("P", bound=_OfPartner)


def _by_partner(entries: Mapping[UUID, P]) -> dict[UUID, tuple[P, ...]]:
    found: defaultdict[UUID, list[P]] = defaultdict(list)
    for each in entries.values():
        found[each.partner_id].append(each)
    return {partner: tuple(its) for partner, its in found.items()}


def _rows(connection: Connection[Any], schema: Identifier, statement: SQL, kind: type[T]) -> list[T]:
    """Lists of the database as tuples: an entry is a value."""
    rows = connection.cursor(row_factory=dict_row).execute(statement.format(schema))
    return [kind(**{name: _value(value) for name, value in row.items()}) for row in rows]


def _value(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
