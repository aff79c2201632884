"""An offer as the decisions see it: its entry, whether it takes anybody, its hours. One stream an offer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.contracts.referral import (
    CapacityStated,
    OfferAssured,
    OfferDelisted,
    OfferListed,
    OpeningHoursExcepted,
    OpeningHoursSet,
    Provenance,
)
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True)
class Offer:
    """``listed`` None: never taken up; hours by their first day, exceptions by day."""

    listed: OfferListed | None = None
    last_day: date | None = None
    assured: frozenset[tuple[date, Provenance]] = frozenset()
    capacity: CapacityStated | None = None
    weekly: Mapping[date, OpeningHoursSet] = field(default_factory=dict)
    exceptions: Mapping[date, OpeningHoursExcepted] = field(default_factory=dict)


class UnknownOffer(RuleViolation):
    title = "Dieses Angebot gibt es nicht."
    field = "offer_id"


class OfferIsDelisted(RuleViolation):
    title = "Dieses Angebot gibt es nicht mehr. Bitte zuerst wieder aufnehmen."
    field = "offer_id"


def expect_known(offer: Offer) -> OfferListed:
    """How the offer stands, or stood, in the directory; raises UnknownOffer."""
    if offer.listed is None:
        raise UnknownOffer
    return offer.listed


def expect_listed(offer: Offer) -> OfferListed:
    """How the offer stands in the directory, with no last day known; raises UnknownOffer, OfferIsDelisted."""
    listed = expect_known(offer)
    if offer.last_day is not None:
        raise OfferIsDelisted
    return listed


def evolve(offer: Offer, fact: Contract) -> Offer:  # noqa: PLR0911 - one line a fact
    match fact:
        case OfferListed():
            return replace(offer, listed=fact, last_day=None)
        case OfferDelisted():
            return replace(offer, last_day=fact.on)
        case OfferAssured():
            return replace(offer, assured=offer.assured | {(fact.on, fact.provenance)})
        case CapacityStated():
            return replace(offer, capacity=fact)
        case OpeningHoursSet():
            return replace(offer, weekly={**offer.weekly, fact.start: fact})
        case OpeningHoursExcepted():
            return replace(offer, exceptions={**offer.exceptions, fact.on: fact})
        case _:
            return offer
