"""Which offers stood in the directory, for what and where, at which position of referral's log? Read by gaps."""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.referral import CapacityStated, OfferDelisted, OfferListed, PartnerDelisted, PartnerListed
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

OFFERS = Table("offer_versions", "offer", ("partner", "name", "topics", "sozialraeume", "target_groups", "fact"))
DELISTINGS = Table("offer_delistings", "offer", ("last_day",))
CAPACITIES = Table("offer_capacities", "offer", ("capacity", "on_day"))
PARTNER_DELISTINGS = Table("partner_delistings", "partner", ("last_day",))

Fact: TypeAlias = OfferListed | OfferDelisted | CapacityStated | PartnerListed | PartnerDelisted


def keep_version(recorded: Recorded[Fact]) -> Iterable[Change]:
    """What is listed again is back; what a partner does ends with the partner."""
    fact = recorded.fact
    match fact:
        case OfferListed():
            what = (list(fact.topics), list(fact.sozialraeume), list(fact.target_groups))
            listed = Put(OFFERS, fact.offer_id, (fact.partner_id, fact.name, *what, recorded.id))
            return (listed, Drop(DELISTINGS, fact.offer_id))
        case OfferDelisted():
            return (Put(DELISTINGS, fact.offer_id, (fact.on,)),)
        case CapacityStated():
            return (Put(CAPACITIES, fact.offer_id, (fact.capacity, fact.on)),)
        case PartnerListed():
            return (Drop(PARTNER_DELISTINGS, fact.partner_id),)
        case PartnerDelisted():
            return (Put(PARTNER_DELISTINGS, fact.partner_id, (fact.on,)),)


offer_versions = Projection(
    "offer_versions",
    version=1,
    tables=(OFFERS, DELISTINGS, CAPACITIES, PARTNER_DELISTINGS),
    reads=(OfferListed, OfferDelisted, CapacityStated, PartnerListed, PartnerDelisted),
    fold=keep_version,
)
