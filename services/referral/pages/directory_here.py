"""The way to partners and offers for pages: the entry in the address."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from services.kernel.problems import not_found
from services.referral.application import Referral
from services.referral.directory import LocationEntry, OfferEntry, PartnerEntry, directory
from services.referral.domain.location import UnknownLocation
from services.referral.domain.offer_state import UnknownOffer
from services.referral.domain.partner_state import UnknownPartner
from services.referral.known import topics_of
from services.referral.pages.asking import Here

PARTNERS: Final = "/partner"
OFFERS: Final = "/angebote"


def partner_of(here: Here) -> PartnerEntry:
    """The partner in the address. Raises a Problem (404)."""
    found = directory(here.service.pool, here.district).partners.get(here.named("partner"))
    if found is None:
        raise not_found(UnknownPartner.title)
    return found


def location_of(here: Here) -> LocationEntry:
    """The place in the address, of the partner in the address. Raises a Problem (404)."""
    found = directory(here.service.pool, here.district).locations.get(here.named("location"))
    if found is None or found.partner_id != here.named("partner"):
        raise not_found(UnknownLocation.title)
    return found


def offer_of(here: Here) -> OfferEntry:
    """The offer in the address. Raises a Problem (404)."""
    found = directory(here.service.pool, here.district).offers.get(here.named("offer"))
    if found is None:
        raise not_found(UnknownOffer.title)
    return found


def partner_page(partner_id: UUID) -> str:
    return f"{PARTNERS}/{partner_id}"


def offer_page(offer_id: UUID) -> str:
    return f"{OFFERS}/{offer_id}"


def topic_words(service: Referral, district: str) -> Mapping[str, str]:
    """Key -> words, of all topics that can be read, in the order of the list."""
    return {key: term.label for key, term in topics_of(service.pool, district).readable.items()}
