"""Partners and offers of the directory, narrowed down to what somebody looks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.referral.directory import Directory, OfferEntry, PartnerEntry

EVERYBODY: Final = "alle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What is looked for; None is whatever there is. ``words``: part of a name, of the partner or of an offer."""

    topic: str | None = None
    sozialraum: str | None = None
    language: str | None = None
    target_group: str | None = None
    kind: str | None = None
    words: str | None = None

    @property
    def is_about_offers(self) -> bool:
        return any((self.topic, self.language, self.target_group))


def wished_offers(of: Directory, wished: Wished) -> list[OfferEntry]:
    """By name. An offer without Sozialraum is there for all of the district, without target group for everybody."""
    return [
        each
        for each in of.offers.values()
        if _suits(each, wished)
        and _is_there(each, wished.sozialraum)
        and wished.kind in {None, of.partners[each.partner_id].kind}
        and _has_words(wished.words, (each.name, of.partners[each.partner_id].name))
    ]


def wished_partners(of: Directory, wished: Wished) -> list[PartnerEntry]:
    """By name: of that kind and name, met in that Sozialraum or offering something there, with such an offer."""
    return [
        each
        for each in of.partners.values()
        if wished.kind in {None, each.kind}
        and _has_words(wished.words, (each.name, *(offer.name for offer in _offers(of, each))))
        and _is_met_in(of, each, wished.sozialraum)
        and (not wished.is_about_offers or any(_suits(offer, wished) for offer in _offers(of, each)))
    ]


def _offers(of: Directory, partner: PartnerEntry) -> tuple[OfferEntry, ...]:
    return of.offers_by_partner.get(partner.partner_id, ())


def _suits(offer: OfferEntry, wished: Wished) -> bool:
    """By topic, language and target group."""
    return (
        (wished.topic is None or wished.topic in offer.topics)
        and (wished.language is None or wished.language in offer.languages)
        and (
            wished.target_group is None
            or not offer.target_groups
            or not {wished.target_group, EVERYBODY}.isdisjoint(offer.target_groups)
        )
    )


def _is_there(offer: OfferEntry, sozialraum: str | None) -> bool:
    return sozialraum is None or not offer.sozialraeume or sozialraum in offer.sozialraeume


def _is_met_in(of: Directory, partner: PartnerEntry, sozialraum: str | None) -> bool:
    places = {place.sozialraum for place in of.locations_by_partner.get(partner.partner_id, ())}
    return (
        sozialraum is None
        or sozialraum in places
        or any(_is_there(offer, sozialraum) for offer in _offers(of, partner))
    )


def _has_words(words: str | None, names: Iterable[str]) -> bool:
    return words is None or any(words.casefold() in name.casefold() for name in names)
