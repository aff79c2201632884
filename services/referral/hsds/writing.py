"""Entries of the directory as records of HSDS 3, for the whole document and for single answers.

An ``internal`` document is for whoever works here; a public one holds public partners only, and nobody's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final
from urllib.parse import urlsplit

from services.kernel.times import BERLIN
from services.referral.exchange.register import ContactPerson, Offer, Partner, Place, Taking
from services.referral.hsds import schedules
from services.referral.hsds.terms import Json, Terms, part_id
from services.referral.wording import ACCESSIBILITIES, CAPACITIES, COSTS

COUNTRY: Final = "DE"
STATE: Final = "Thüringen"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the records of one district; ``languages``: code -> German name."""

    terms: Terms
    languages: Mapping[str, str]
    internal: bool

    # --- Organisations --------------------------------------------------------

    def organization(self, partner: Partner) -> Json:
        """With its places and, internally, its contact persons."""
        return _said(
            {
                **self.organization_brief(partner),
                "phones": _phones(partner),
                "locations": [self.location(each, partner) for each in partner.places],
                "contacts": [self._contact(each, partner) for each in partner.contacts] if self.internal else [],
                "attributes": self._of_partner(partner),
            }
        )

    def organization_brief(self, partner: Partner) -> Json:
        """Its own fields only."""
        return _said(
            {
                "id": str(partner.partner_id),
                "name": partner.name,
                "description": partner.description or "",
                "email": partner.email if _is_mail(partner.email) else None,
                "website": partner.website if is_address(partner.website) else None,
            }
        )

    def _of_partner(self, partner: Partner) -> list[Json]:
        owner, terms = partner.partner_id, self.terms
        found = [] if partner.kind is None else [terms.attribute(owner, "organization", "partnerarten", partner.kind)]
        details = {
            "assured_on": partner.assured_on and partner.assured_on.isoformat(),
            "email": None if _is_mail(partner.email) else partner.email,
            "website": None if is_address(partner.website) else partner.website,
            "takes_mail": _yes_no(partner.takes_mail) if self.internal else None,
            "public": _yes_no(partner.public) if self.internal else None,
        }
        return found + [
            terms.attribute(owner, "organization", "angaben", code, value) for code, value in details.items() if value
        ]

    def _contact(self, person: ContactPerson, partner: Partner) -> Json:
        owner, fits = person.contact_person_id, _is_mail(person.email)
        return _said(
            {
                "id": str(owner),
                "organization_id": str(partner.partner_id),
                "name": person.name,
                "title": person.task,
                "email": person.email if fits else None,
                "phones": [] if person.phone is None else [_phone(person, person.phone)],
                "attributes": []
                if fits or person.email is None
                else [self.terms.attribute(owner, "contact", "angaben", "email", person.email)],
            }
        )

    # --- Places ---------------------------------------------------------------

    def location(self, place: Place, partner: Partner) -> Json:
        owner = place.location_id
        return _said(
            {
                **self.location_brief(place),
                "organization_id": str(partner.partner_id),
                "addresses": [_address(place)] if place.street or place.postcode or place.city else [],
                "accessibility": [
                    {"id": part_id(owner, "accessibility", each), "description": ACCESSIBILITIES[each]}
                    for each in place.accessibility
                ],
                "attributes": []
                if place.sozialraum is None
                else [self.terms.attribute(owner, "location", "angaben", "sozialraum", place.sozialraum)],
            }
        )

    def location_brief(self, place: Place) -> Json:
        """Its own fields only."""
        return _said(
            {
                "id": str(place.location_id),
                "location_type": "physical",
                "name": place.name,
                "latitude": place.latitude,
                "longitude": place.longitude,
            }
        )

    # --- Offers ---------------------------------------------------------------

    def service(self, partner: Partner, offer: Offer) -> Json:
        """Fully nested: with the organisation, the places and everything else."""
        return _said(
            {
                **self.service_brief(partner, offer),
                "schedules": schedules.written(offer.offer_id, offer.weekly, offer.exceptions),
                "service_areas": [_area(offer, each) for each in offer.sozialraeume],
                "service_at_locations": [
                    {"id": at_id(offer, place), "location": self.location(place, partner)}
                    for place in places_of(partner, offer)
                ],
                "languages": [self._language(offer, each) for each in offer.languages],
                "cost_options": [] if offer.cost is None else [_cost(offer)],
                "attributes": self._of_offer(offer),
            }
        )

    def service_brief(self, partner: Partner, offer: Offer) -> Json:
        """Its own fields and the organisation's."""
        return _said(
            {
                "id": str(offer.offer_id),
                "name": offer.name,
                "description": offer.description,
                "status": "active",
                "fees_description": offer.cost_note,
                "eligibility_description": offer.requirements,
                "wait_time": None if offer.taking is None else in_words(offer.taking),
                "assured_date": offer.assured_on and offer.assured_on.isoformat(),
                "alert": _alert(offer.taking),
                "last_modified": _moment(offer),
                "organization": self.organization_brief(partner),
            }
        )

    def at_location(self, partner: Partner, offer: Offer, place: Place) -> Json:
        """One offer at one place, as it stands in lists."""
        return {
            "id": at_id(offer, place),
            "location": self.location_brief(place),
            "service": self.service_brief(partner, offer),
        }

    def at_location_full(self, partner: Partner, offer: Offer, place: Place) -> Json:
        """One offer at one place with everything that is known of both."""
        service = {
            name: value for name, value in self.service(partner, offer).items() if name != "service_at_locations"
        }
        return {"id": at_id(offer, place), "location": self.location(place, partner), "service": service}

    def _language(self, offer: Offer, code: str) -> Json:
        return {"id": part_id(offer.offer_id, "language", code), "name": self.languages.get(code, code), "code": code}

    def _of_offer(self, offer: Offer) -> list[Json]:
        owner, terms = offer.offer_id, self.terms
        found = [
            *(terms.attribute(owner, "service", "problemlagen", each) for each in offer.topics),
            *(terms.attribute(owner, "service", "handlungsfelder", each) for each in offer.handlungsfelder),
            *(terms.attribute(owner, "service", "zielgruppen", each) for each in offer.target_groups),
            *(terms.attribute(owner, "service", "barrierefreiheit", each) for each in offer.accessibility),
        ]
        if offer.taking is not None:
            said = offer.taking
            value = said.on.isoformat() + (f"/{said.until.isoformat()}" if said.until else "")
            found.append(terms.attribute(owner, "service", "aufnahme", said.capacity, value))
        return found


def places_of(partner: Partner, offer: Offer) -> list[Place]:
    """Where an offer is given, among its partner's places."""
    return [place for place in partner.places if place.location_id in offer.location_ids]


def at_id(offer: Offer, place: Place) -> str:
    """The id of an offer at a place."""
    return part_id(offer.offer_id, "at", place.location_id)


def in_words(taking: Taking) -> str:
    """``Warteliste (Stand 01.11.2026, voraussichtlich bis 31.01.2027)``."""
    until = f", voraussichtlich bis {taking.until:%d.%m.%Y}" if taking.until else ""
    return f"{CAPACITIES[taking.capacity]} (Stand {taking.on:%d.%m.%Y}{until})"


def _alert(taking: Taking | None) -> str | None:
    return None if taking is None or taking.capacity == "open" else in_words(taking)


def _moment(offer: Offer) -> str | None:
    """Local midnight of the day on which it was last written: no more is known of it."""
    if offer.updated_on is None:
        return None
    return datetime.combine(offer.updated_on, time.min, BERLIN).isoformat()


def _phones(partner: Partner) -> list[Json]:
    return [] if partner.phone is None else [_phone(partner, partner.phone)]


def _phone(owner: Partner | ContactPerson, number: str) -> Json:
    of = owner.partner_id if isinstance(owner, Partner) else owner.contact_person_id
    return {"id": part_id(of, "phone"), "number": number, "type": "voice"}


def _address(place: Place) -> Json:
    return {
        "id": part_id(place.location_id, "address"),
        "address_1": place.street or "",
        "city": place.city or "",
        "state_province": STATE,
        "postal_code": place.postcode or "",
        "country": COUNTRY,
        "address_type": "physical",
    }


def _area(offer: Offer, sozialraum: str) -> Json:
    return {
        "id": part_id(offer.offer_id, "area", sozialraum),
        "name": sozialraum,
        "extent": sozialraum,
        "extent_type": "text",
    }


def _cost(offer: Offer) -> Json:
    assert offer.cost is not None
    amount = {"amount": 0} if offer.cost == "free" else {}
    return {"id": part_id(offer.offer_id, "cost"), "option": COSTS[offer.cost], "currency": "EUR", **amount}


def _yes_no(said: bool | None) -> str | None:  # noqa: FBT001 - a value, no switch
    return None if said is None else ("ja" if said else "nein")


def is_address(text: str | None) -> bool:
    """What HSDS takes for a ``uri``: a link to a page."""
    if text is None:
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and not any(each in text for each in ' <>"{}|\\^`')
    return plain and parts.scheme in ("http", "https") and bool(parts.netloc)


def _is_mail(text: str | None) -> bool:
    return text is not None and text.count("@") == 1 and not text.startswith("@") and not text.endswith("@")


def _said(record: Mapping[str, Any]) -> Json:
    """Without what nobody said."""
    return {name: value for name, value in record.items() if value not in (None, [])}
