"""What do partners offer, for whom, where, when, and do they take anybody? Read by pages, matching and the atlas."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias, assert_never

import msgspec

from services.contracts.districts import Hours
from services.contracts.referral import (
    CapacityStated,
    OfferDelisted,
    OfferListed,
    OpeningHoursExcepted,
    OpeningHoursSet,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

OFFERS = Table(
    "offers",
    "offer",
    (
        "partner",
        "name",
        "topics",
        "handlungsfelder",
        "target_groups",
        "sozialraeume",
        "languages",
        "accessibility",
        "cost",
        "locations",
        "details",
    ),
    versioned=False,
)
DELISTINGS = Table("offer_delistings", "offer", ("last_day",), versioned=False)
CAPACITIES = Table("offer_capacities", "offer", ("capacity", "on_day", "until", "provenance"), versioned=False)
WEEKLY = Table(
    "opening_hours", "offer_start", ("offer", "starts", "hours", "on_holidays"), key_type="text", versioned=False
)
EXCEPTIONS = Table(
    "opening_hour_exceptions", "offer_day", ("offer", "on_day", "hours"), key_type="text", versioned=False
)

Fact: TypeAlias = OfferListed | OfferDelisted | CapacityStated | OpeningHoursSet | OpeningHoursExcepted


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """An offer that is listed again is back; hours set again from the same day on replace those."""
    fact = recorded.fact
    match fact:
        case OfferListed():
            return [Put(OFFERS, fact.offer_id, _offer(fact)), Drop(DELISTINGS, fact.offer_id)]
        case OfferDelisted():
            return [Put(DELISTINGS, fact.offer_id, (fact.on,))]
        case CapacityStated():
            return [Put(CAPACITIES, fact.offer_id, (fact.capacity, fact.on, fact.until, fact.provenance))]
        case OpeningHoursSet():
            weekly = (fact.offer_id, fact.start, _json(fact.hours), fact.on_holidays)
            return [Put(WEEKLY, f"{fact.offer_id} {fact.start}", weekly)]
        case OpeningHoursExcepted():
            return [Put(EXCEPTIONS, f"{fact.offer_id} {fact.on}", (fact.offer_id, fact.on, _json(fact.hours)))]
        case _:
            assert_never(fact)


def _offer(fact: OfferListed) -> tuple[object, ...]:
    lists = (fact.topics, fact.handlungsfelder, fact.target_groups, fact.sozialraeume, fact.languages)
    what = (fact.partner_id, fact.name, *map(list, lists), list(fact.accessibility))
    return (*what, fact.cost, list(fact.location_ids), fact.details_id)


def _json(hours: Sequence[Hours]) -> str:
    return msgspec.json.encode(hours).decode()


offers = Projection(
    "offers",
    version=1,
    tables=(OFFERS, DELISTINGS, CAPACITIES, WEEKLY, EXCEPTIONS),
    reads=(OfferListed, OfferDelisted, CapacityStated, OpeningHoursSet, OpeningHoursExcepted),
    fold=keep,
)
