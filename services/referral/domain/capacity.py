"""Whether an offer takes referrals at the moment: stated with a day, by whoever says so; an older word is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.contracts.referral import Capacity, CapacityStated, Provenance
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.referral.domain.days import expect_in_order, expect_not_in_future
from services.referral.domain.offer_state import Offer, expect_listed


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCapacity:
    """``on``: the day the word is from; ``until``: how long a waiting list or a stop is expected to last."""

    capacity: Capacity
    on: date
    today: date
    provenance: Provenance
    until: date | None = None


class NothingToWaitFor(RuleViolation):
    title = "Ein Ende gibt es nur für eine Warteliste oder einen Aufnahmestopp."
    field = "until"


class NewerIsKnown(RuleViolation):
    title = "Es ist schon ein neuerer Stand bekannt."
    field = "on"


def state(command: StateCapacity, offer: Offer) -> Sequence[Contract]:
    known = expect_listed(offer)
    expect_not_in_future(command.on, command.today)
    expect_in_order(command.on, command.until)
    if command.capacity == "open" and command.until is not None:
        raise NothingToWaitFor
    stated = CapacityStated(
        offer_id=known.offer_id,
        partner_id=known.partner_id,
        capacity=command.capacity,
        on=command.on,
        provenance=command.provenance,
        until=command.until,
    )
    if offer.capacity == stated:
        return []
    if offer.capacity is not None and command.on < offer.capacity.on:
        raise NewerIsKnown
    return [stated]
