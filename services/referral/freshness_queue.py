"""The freshness queue: entries of the directory that are to be assured again, longest due first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.referral.directory import Directory, OfferEntry, PartnerEntry
from services.referral.domain.freshness import Freshness, freshness
from services.referral.domain.terms import Terms


@dataclass(frozen=True, slots=True)
class Stale:
    """A partner's own entry, or one of its offers, that is due."""

    partner: PartnerEntry
    offer: OfferEntry | None
    freshness: Freshness

    @property
    def about(self) -> UUID:
        return self.partner.partner_id if self.offer is None else self.offer.offer_id


def freshness_of(entry: PartnerEntry | OfferEntry, partner_kind: str, terms: Terms, day: date) -> Freshness:
    """How fresh an entry is under the district's terms."""
    return freshness(entry.assured_on, entry.listed_on, terms.of(partner_kind).assure_days, day)


def queue(of: Directory, terms: Terms, day: date) -> list[Stale]:
    """What is due on that day, of what counts then."""
    due = (stale for stale in _entries(of.listed(day), terms, day) if stale.freshness.is_due)
    return sorted(due, key=lambda each: (each.freshness.due, each.partner.name.casefold(), str(each.about)))


def _entries(of: Directory, terms: Terms, day: date) -> Iterator[Stale]:
    for partner in of.partners.values():
        yield Stale(partner, None, freshness_of(partner, partner.kind, terms, day))
    for offer in of.offers.values():
        partner = of.partners[offer.partner_id]
        yield Stale(partner, offer, freshness_of(offer, partner.kind, terms, day))
