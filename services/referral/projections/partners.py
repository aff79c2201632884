"""Who stands in the directory, where is it met, whom does one call? Read by every page about partners.

An ending is a row of its own, so that what is listed again is simply no longer ended.
"""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.referral import (
    ContactDelisted,
    ContactListed,
    LocationDelisted,
    LocationListed,
    PartnerDelisted,
    PartnerListed,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

PARTNERS = Table("partners", "partner", ("name", "kind", "takes_mail", "public", "details"), versioned=False)
PARTNER_DELISTINGS = Table("partner_delistings", "partner", ("last_day",), versioned=False)
LOCATIONS = Table(
    "locations",
    "location",
    ("partner", "name", "street", "postcode", "city", "sozialraum", "latitude", "longitude", "accessibility"),
    versioned=False,
)
LOCATION_DELISTINGS = Table("location_delistings", "location", ("last_day",), versioned=False)
CONTACTS = Table("contact_persons", "contact_person", ("partner", "details"), versioned=False)
CONTACT_DELISTINGS = Table("contact_person_delistings", "contact_person", ("last_day",), versioned=False)

Fact: TypeAlias = PartnerListed | PartnerDelisted | LocationListed | LocationDelisted | ContactListed | ContactDelisted


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """What is listed again is back."""
    fact = recorded.fact
    match fact:
        case PartnerListed():
            listed = (fact.name, fact.kind, fact.takes_mail, fact.public, fact.details_id)
            return [Put(PARTNERS, fact.partner_id, listed), Drop(PARTNER_DELISTINGS, fact.partner_id)]
        case PartnerDelisted():
            return [Put(PARTNER_DELISTINGS, fact.partner_id, (fact.on,))]
        case LocationListed():
            return [Put(LOCATIONS, fact.location_id, _location(fact)), Drop(LOCATION_DELISTINGS, fact.location_id)]
        case LocationDelisted():
            return [Put(LOCATION_DELISTINGS, fact.location_id, (fact.on,))]
        case ContactListed():
            person = fact.contact_person_id
            return [Put(CONTACTS, person, (fact.partner_id, fact.details_id)), Drop(CONTACT_DELISTINGS, person)]
        case ContactDelisted():
            return [Put(CONTACT_DELISTINGS, fact.contact_person_id, (fact.on,))]
        case _:
            assert_never(fact)


def _location(fact: LocationListed) -> tuple[object, ...]:
    address = (fact.street, fact.postcode, fact.city, fact.sozialraum)
    return (fact.partner_id, fact.name, *address, fact.latitude, fact.longitude, list(fact.accessibility))


partners = Projection(
    "partners",
    version=1,
    tables=(PARTNERS, PARTNER_DELISTINGS, LOCATIONS, LOCATION_DELISTINGS, CONTACTS, CONTACT_DELISTINGS),
    reads=(PartnerListed, PartnerDelisted, LocationListed, LocationDelisted, ContactListed, ContactDelisted),
    fold=keep,
)
