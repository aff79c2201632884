"""A partner and an offer in all they can be, for the tests of the directory."""

from datetime import date, timedelta
from uuid import UUID

from services.contracts.referral import (
    AgreementMade,
    CapacityStated,
    ContactListed,
    LocationListed,
    OfferListed,
    PartnerDelisted,
    PartnerListed,
)
from services.kernel.facts import Contract
from services.referral.domain.offer_listing import OfferDetails
from services.referral.domain.partner import PARTNER
from services.referral.domain.partner_listing import PartnerDetails
from services.referral.domain.partner_state import Partner

DAY = timedelta(days=1)
TODAY = date(2026, 6, 30)
PARTNER_ID, LOCATION_ID, PERSON_ID, AGREEMENT_ID, OFFER_ID, DETAILS_ID, OTHER_ID = (
    UUID(int=number) for number in range(1, 8)
)

DETAILS = PartnerDetails(name="Schuldnerberatung", kind="beratungsstelle")
LISTED = PartnerListed(partner_id=PARTNER_ID, name="Schuldnerberatung", kind="beratungsstelle")
DELISTED = PartnerDelisted(partner_id=PARTNER_ID, on=TODAY)
PLACE = LocationListed(partner_id=PARTNER_ID, location_id=LOCATION_ID, name="Am Markt")
ERIKA = ContactListed(partner_id=PARTNER_ID, contact_person_id=PERSON_ID, details_id=DETAILS_ID)
AGREED = AgreementMade(
    partner_id=PARTNER_ID,
    agreement_id=AGREEMENT_ID,
    kind="cooperation",
    on=TODAY - 100 * DAY,
    until=TODAY + 100 * DAY,
)

OFFERED = OfferDetails(name="Sprechstunde", topics=("schulden",), location_ids=(LOCATION_ID,))
OFFER_LISTED = OfferListed(
    offer_id=OFFER_ID,
    partner_id=PARTNER_ID,
    name="Sprechstunde",
    topics=("schulden",),
    location_ids=(LOCATION_ID,),
)
WAITING = CapacityStated(
    offer_id=OFFER_ID, partner_id=PARTNER_ID, capacity="waiting_list", on=TODAY, provenance="partner_phone"
)


def partner_of(*facts: Contract) -> Partner:
    """The partner after these facts."""
    return PARTNER.fold(facts)
