"""An offer, put together: its entry, its capacity, its hours. All facts of one offer form one stream."""

from collections.abc import Sequence
from typing import Final, TypeAlias, assert_never

from services.kernel.deciders import Decider
from services.kernel.facts import Contract
from services.referral.domain import capacity, offer_listing, opening_hours
from services.referral.domain.capacity import StateCapacity
from services.referral.domain.offer_listing import AssureOffer, CorrectOffer, DelistOffer, ListOffer
from services.referral.domain.offer_state import Offer, evolve
from services.referral.domain.opening_hours import ExceptOpeningHours, SetOpeningHours

Command: TypeAlias = offer_listing.Command | StateCapacity | opening_hours.Command


def decide(command: Command, offer: Offer) -> Sequence[Contract]:  # noqa: PLR0911 - one line a command
    match command:
        case ListOffer():
            return offer_listing.enlist(command, offer)
        case CorrectOffer():
            return offer_listing.correct(command, offer)
        case DelistOffer():
            return offer_listing.delist(command, offer)
        case AssureOffer():
            return offer_listing.assure(command, offer)
        case StateCapacity():
            return capacity.state(command, offer)
        case SetOpeningHours():
            return opening_hours.set_hours(command, offer)
        case ExceptOpeningHours():
            return opening_hours.except_hours(command, offer)
        case _:
            assert_never(command)


OFFER: Final = Decider(initial=Offer(), decide=decide, evolve=evolve)
