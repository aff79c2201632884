"""What addresses of the directory's pages name: a partner of the demo with everything that partners have."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from services.kernel.settings import Settings
from services.referral.application import referral
from services.referral.contact_persons import contact_persons
from services.referral.directory import directory
from services.referral.directory_queries import agreements
from services.referral.partners_desk import PartnersDesk

PARTNER: Final = "Schuldnerberatung Neideckhaus"


def directory_things(settings: Settings, district: str) -> Mapping[str, UUID]:
    """Place in an address -> id."""
    service = referral(settings)
    partner = PartnersDesk(service, district).partner_id(PARTNER)
    known = directory(service.pool, district)
    return {
        "partner": partner,
        "location": known.locations_by_partner[partner][0].location_id,
        "offer": next(each.offer_id for each in known.offers_by_partner[partner] if each.capacity is not None),
        "contact_person": contact_persons(service, district, partner)[0].contact_person_id,
        "agreement": next(
            each.agreement_id for each in agreements(service.pool, district) if each.partner_id == partner
        ),
    }
