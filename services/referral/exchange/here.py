"""The directory as an import finds it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from services.referral.application import Referral
from services.referral.directory import Directory, directory
from services.referral.domain.similar import similar
from services.referral.exchange.loading import register
from services.referral.exchange.placing import Known
from services.referral.exchange.register import Offer, Partner, Register


@dataclass(frozen=True, slots=True)
class Here:
    """The directory as it stands: whole entries by id, and everything that ever stood in it."""

    everything: Directory
    listed: Directory
    partners: Mapping[UUID, Partner]
    offers: Mapping[UUID, Offer]
    known: Known

    @classmethod
    def of(cls, referral: Referral, district: str, day: date) -> "Here":
        everything, now = directory(referral.pool, district), register(referral, district, day)
        return cls(
            everything,
            everything.listed(day),
            {each.partner_id: each for each in now},
            {offer.offer_id: offer for each in now for offer in each.offers},
            _known(everything, now),
        )

    def is_taken_out(self, key: UUID, listed: Mapping[UUID, Any]) -> bool:
        """Whether it stood here once and does not any more."""
        return key not in listed and (key in self.everything.partners or key in self.everything.offers)

    def without_given_up(self, partner: Partner) -> Partner:
        """Without places that were given up here: a file does not bring them back."""
        gone = {key for key in self.everything.locations if key not in self.listed.locations}
        return replace(
            partner,
            places=tuple(each for each in partner.places if each.location_id not in gone),
            offers=tuple(
                replace(each, location_ids=tuple(key for key in each.location_ids if key not in gone))
                for each in partner.offers
            ),
        )

    def alike(self, offer: Offer) -> frozenset[UUID]:
        """Offers that do much the same as one that is new here."""
        if offer.offer_id in self.offers:
            return frozenset()
        return frozenset(each.offer_id for each in similar(offer, self.listed.offers.values()))

    def called(self, offer_id: UUID) -> str:
        offer = self.listed.offers[offer_id]
        return f"„{offer.name}“ ({self.listed.partners[offer.partner_id].name})"


def _known(everything: Directory, now: Register) -> Known:
    return Known(
        {key: each.name for key, each in everything.partners.items()},
        {of: {each.location_id: each.name for each in its} for of, its in everything.locations_by_partner.items()},
        {of: {each.offer_id: each.name for each in its} for of, its in everything.offers_by_partner.items()},
        {each.partner_id: {one.contact_person_id: one.name or "" for one in each.contacts} for each in now},
    )
