"""A partner, put together: its entry, places, contact persons, agreements. All facts of one partner form one stream."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from services.kernel.deciders import Decider
from services.kernel.facts import Contract
from services.referral.domain import agreement, contact_person, location, partner_listing
from services.referral.domain.partner_state import Partner, evolve

Command: TypeAlias = partner_listing.Command | location.Command | contact_person.Command | agreement.Command

DECISIONS: Final[Mapping[type[Any], Callable[[Any, Partner], Sequence[Contract]]]] = {
    partner_listing.ListPartner: partner_listing.enlist,
    partner_listing.CorrectPartner: partner_listing.correct,
    partner_listing.DelistPartner: partner_listing.delist,
    partner_listing.AssurePartner: partner_listing.assure,
    location.ListLocation: location.enlist,
    location.CorrectLocation: location.correct,
    location.DelistLocation: location.delist,
    contact_person.ListContact: contact_person.enlist,
    contact_person.CorrectContact: contact_person.correct,
    contact_person.DelistContact: contact_person.delist,
    agreement.MakeAgreement: agreement.make,
    agreement.CorrectAgreement: agreement.correct,
    agreement.EndAgreement: agreement.end,
}


def decide(command: Command, partner: Partner) -> Sequence[Contract]:
    return DECISIONS[type(command)](command, partner)


PARTNER: Final = Decider(initial=Partner(), decide=decide, evolve=evolve)
