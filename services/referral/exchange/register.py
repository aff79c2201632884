"""Whole entries of a directory, as files carry them: a partner with its places, offers and contact persons.

What a file does not say is None, or empty: an import keeps what is known there. Days are local; ids are those of the
directory once :mod:`services.referral.exchange.placing` has found them, before that those of the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.districts import Hours
from services.contracts.referral import Accessibility, Capacity, Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a partner is met; WGS 84."""

    location_id: UUID
    name: str
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    sozialraum: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accessibility: tuple[Accessibility, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson:
    """Whom one calls. Never in anything public."""

    contact_person_id: UUID
    name: str | None = None
    task: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """The hours of every week from ``start`` on; None: nobody says from when."""

    start: date | None
    hours: tuple[Hours, ...]
    on_holidays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OneDay:
    """Other hours on one day; none: closed."""

    on: date
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Whether anybody is taken at the moment, as of which day."""

    capacity: Capacity
    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a partner does. No Sozialraum: all of the district."""

    offer_id: UUID
    name: str
    topics: tuple[str, ...] = ()
    handlungsfelder: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    sozialraeume: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accessibility: tuple[Accessibility, ...] = ()
    cost: Cost | None = None
    location_ids: tuple[UUID, ...] = ()
    description: str | None = None
    requirements: str | None = None
    cost_note: str | None = None
    taking: Taking | None = None
    weekly: tuple[Weekly, ...] = ()
    exceptions: tuple[OneDay, ...] = ()
    assured_on: date | None = None
    updated_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation with all that belongs to it; ``is_reference``: only named, as the one whose offers these are."""

    partner_id: UUID
    name: str
    kind: str | None = None
    takes_mail: bool | None = None
    public: bool | None = None
    description: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    assured_on: date | None = None
    updated_on: date | None = None
    places: tuple[Place, ...] = ()
    offers: tuple[Offer, ...] = ()
    contacts: tuple[ContactPerson, ...] = ()
    is_reference: bool = False

    def place(self, location_id: UUID) -> Place | None:
        return next((each for each in self.places if each.location_id == location_id), None)


Register = Sequence[Partner]


def offers_of(register: Register) -> Iterator[tuple[Partner, Offer]]:
    """Every offer beside its partner, in the register's order."""
    return ((partner, offer) for partner in register for offer in partner.offers)
