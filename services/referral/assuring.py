"""Somebody goes through all entries of a partner and says that they are right: a word for it and for each offer."""

from datetime import date
from uuid import UUID

from services.contracts.referral import Provenance
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.referral.application import Referral
from services.referral.directory import directory
from services.referral.following import following
from services.referral.offers_desk import OffersDesk
from services.referral.partners_desk import PartnersDesk


def assure_all(
    referral: Referral, district: str, partner_id: UUID, word: tuple[date, Provenance], context: Context
) -> Outcome:
    """Where the last word stands. Raises UnknownPartner, PartnerIsDelisted, InTheFuture before anything is stored."""
    on, provenance = word
    outcome = PartnersDesk(referral, district).assure_partner(partner_id, on, provenance, context)
    offers = directory(referral.pool, district).listed(on).offers_by_partner.get(partner_id, ())
    desk, ids = OffersDesk(referral, district), referral.ids(district)
    for offer in offers:
        if offer.last_day is None:
            step = following(ids, context, f"assure {offer.offer_id}")
            outcome = desk.assure_offer(offer.offer_id, on, provenance, step)
    return outcome
