"""Offers of the directory, narrowed down to what somebody looks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.referral.directory import Directory, OfferEntry, PartnerEntry

EVERYBODY = "alle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What is looked for; None is whatever there is. ``words``: part of a name, of the offer or of its partner."""

    topic: str | None = None
    sozialraum: str | None = None
    language: str | None = None
    target_group: str | None = None
    kind: str | None = None
    words: str | None = None

    @property
    def is_narrow(self) -> bool:
        return self != Wished()


def wished_offers(of: Directory, wished: Wished) -> list[OfferEntry]:
    """By name. An offer without Sozialraum is there for all of the district, without target group for everybody."""
    return [each for each in of.offers.values() if _matches(each, of.partners[each.partner_id], wished)]


def wished_partners(of: Directory, wished: Wished) -> list[PartnerEntry]:
    """By name: those that have such an offer, or a place there; all of a kind or name where nothing else is asked."""
    by_partner, places = of.offers_by_partner, _sozialraeume(of)
    found = []
    for partner in of.partners.values():
        if not _is_kind(partner, wished) or not _has_words(wished, partner.name, *_names(by_partner, partner)):
            continue
        offers = by_partner.get(partner.partner_id, ())
        met_there = wished.sozialraum in places.get(partner.partner_id, ())
        if _asks_for_offers(wished) and not any(
            _suits(each, wished, met_there=met_there and each.sozialraeume == ()) for each in offers
        ):
            continue
        found.append(partner)
    return found
