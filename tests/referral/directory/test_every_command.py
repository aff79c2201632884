"""Every command of the directory in every state of its stream: what happens, or which rule says no."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, get_args

import pytest

from services.contracts.referral import (
    AgreementEnded,
    AgreementMade,
    CapacityStated,
    ContactDelisted,
    ContactListed,
    LocationDelisted,
    LocationListed,
    OfferAssured,
    OfferDelisted,
    OfferListed,
    OpeningHoursExcepted,
    OpeningHoursSet,
    PartnerAssured,
    PartnerDelisted,
    PartnerListed,
)
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract
from services.referral.domain import offer, partner
from services.referral.domain.agreement import (
    AgreementDetails,
    CorrectAgreement,
    EndAgreement,
    MakeAgreement,
    UnknownAgreement,
)
from services.referral.domain.capacity import StateCapacity
from services.referral.domain.contact_person import (
    ContactIsDelisted,
    CorrectContact,
    DelistContact,
    ListContact,
    UnknownContactPerson,
)
from services.referral.domain.location import (
    CorrectLocation,
    DelistLocation,
    ListLocation,
    LocationDetails,
    LocationIsDelisted,
    UnknownLocation,
)
from services.referral.domain.offer_listing import AssureOffer, CorrectOffer, DelistOffer, ListOffer
from services.referral.domain.offer_state import OfferIsDelisted, UnknownOffer
from services.referral.domain.opening_hours import ExceptOpeningHours, SetOpeningHours
from services.referral.domain.partner_listing import AssurePartner, CorrectPartner, DelistPartner, ListPartner
from services.referral.domain.partner_state import PartnerIsDelisted, UnknownPartner
from tests.referral.directory.stories import (
    AGREED,
    AGREEMENT_ID,
    DAY,
    DELISTED,
    DETAILS,
    ERIKA,
    LISTED,
    LOCATION_ID,
    OFFER_ID,
    OFFER_LISTED,
    OFFERED,
    OTHER_ID,
    PARTNER_ID,
    PERSON_ID,
    PLACE,
    TODAY,
    partner_of,
)

HOUSE: Final = (LISTED, PLACE, ERIKA, AGREED)
OVER: Final = (
    LocationDelisted(partner_id=PARTNER_ID, location_id=LOCATION_ID, on=TODAY),
    ContactDelisted(partner_id=PARTNER_ID, contact_person_id=PERSON_ID, on=TODAY),
    AgreementEnded(partner_id=PARTNER_ID, agreement_id=AGREEMENT_ID, on=TODAY),
)
PARTNERS: Final[Mapping[str, tuple[Contract, ...]]] = {
    "unknown": (),
    "bare": (LISTED,),
    "full": HOUSE,
    "over": (*HOUSE, *OVER),
    "delisted": (*HOUSE, DELISTED),
}
AGREEMENT: Final[dict[str, Any]] = {
    "agreement_id": AGREEMENT_ID,
    "details": AgreementDetails(kind="rooms", on=AGREED.on),
    "today": TODAY,
    "operations": frozenset[str](),
}
# What comes of a command in each of these states, in their order; None: nothing, as it was so already.
Outcome = type[Contract] | type[RuleViolation] | None
OF_PARTNER: Final[Sequence[tuple[Any, tuple[Outcome, ...]]]] = (
    (ListPartner(partner_id=PARTNER_ID, details=DETAILS), (PartnerListed, None, None, None, PartnerListed)),
    (
        CorrectPartner(details=replace(DETAILS, public=True)),
        (UnknownPartner, PartnerListed, PartnerListed, PartnerListed, PartnerIsDelisted),
    ),
    (
        DelistPartner(on=TODAY + DAY),
        (UnknownPartner, PartnerDelisted, PartnerDelisted, PartnerDelisted, PartnerDelisted),
    ),
    (
        AssurePartner(on=TODAY, today=TODAY, provenance="visit"),
        (UnknownPartner, PartnerAssured, PartnerAssured, PartnerAssured, PartnerIsDelisted),
    ),
    (
        ListLocation(location_id=LOCATION_ID, details=LocationDetails(name="Am Markt")),
        (UnknownPartner, LocationListed, None, LocationListed, PartnerIsDelisted),
    ),
    (
        CorrectLocation(location_id=LOCATION_ID, details=LocationDetails(name="Am Bach")),
        (UnknownPartner, UnknownLocation, LocationListed, LocationIsDelisted, PartnerIsDelisted),
    ),
    (
        DelistLocation(location_id=LOCATION_ID, on=TODAY + DAY),
        (UnknownLocation, UnknownLocation, LocationDelisted, LocationDelisted, LocationDelisted),
    ),
    (
        ListContact(contact_person_id=PERSON_ID, details_id=OTHER_ID),
        (UnknownPartner, ContactListed, ContactListed, ContactListed, PartnerIsDelisted),
    ),
    (
        CorrectContact(contact_person_id=PERSON_ID, details_id=OTHER_ID),
        (UnknownContactPerson, UnknownContactPerson, ContactListed, ContactIsDelisted, PartnerIsDelisted),
    ),
    (
        DelistContact(contact_person_id=PERSON_ID, on=TODAY + DAY),
        (UnknownContactPerson, UnknownContactPerson, ContactDelisted, ContactDelisted, ContactDelisted),
    ),
    (MakeAgreement(**AGREEMENT), (UnknownPartner, AgreementMade, AgreementMade, AgreementMade, PartnerIsDelisted)),
    (
        CorrectAgreement(**AGREEMENT),
        (UnknownPartner, UnknownAgreement, AgreementMade, AgreementMade, PartnerIsDelisted),
    ),
    (
        EndAgreement(agreement_id=AGREEMENT_ID, on=TODAY + DAY),
        (UnknownAgreement, UnknownAgreement, AgreementEnded, AgreementEnded, AgreementEnded),
    ),
)

OFFERS: Final[Mapping[str, tuple[Contract, ...]]] = {
    "unknown": (),
    "listed": (OFFER_LISTED,),
    "delisted": (OFFER_LISTED, OfferDelisted(offer_id=OFFER_ID, partner_id=PARTNER_ID, on=TODAY)),
}
PARTNER: Final = partner_of(*HOUSE)
TOPICS: Final = frozenset({"schulden"})
OF_OFFER: Final[Sequence[tuple[Any, tuple[Outcome, ...]]]] = (
    (ListOffer(offer_id=OFFER_ID, partner=PARTNER, details=OFFERED, topics=TOPICS), (OfferListed, None, OfferListed)),
    (
        CorrectOffer(partner=PARTNER, details=replace(OFFERED, cost="charged"), topics=TOPICS),
        (UnknownOffer, OfferListed, OfferIsDelisted),
    ),
    (DelistOffer(on=TODAY + DAY), (UnknownOffer, OfferDelisted, OfferDelisted)),
    (AssureOffer(on=TODAY, today=TODAY, provenance="visit"), (UnknownOffer, OfferAssured, OfferIsDelisted)),
    (
        StateCapacity(capacity="open", on=TODAY, today=TODAY, provenance="visit"),
        (UnknownOffer, CapacityStated, OfferIsDelisted),
    ),
    (SetOpeningHours(start=TODAY, hours=()), (UnknownOffer, OpeningHoursSet, OfferIsDelisted)),
    (ExceptOpeningHours(on=TODAY), (UnknownOffer, OpeningHoursExcepted, OfferIsDelisted)),
)


def cases(
    states: Mapping[str, tuple[Contract, ...]], table: Sequence[tuple[Any, tuple[Outcome, ...]]]
) -> list[tuple[str, Any, Outcome]]:
    """(state, command, what comes of it), each of them once."""
    return [
        (state, command, outcome)
        for command, outcomes in table
        for state, outcome in zip(states, outcomes, strict=True)
    ]


def named(value: object) -> str:
    return value if isinstance(value, str) else getattr(value, "__name__", type(value).__name__)


@pytest.mark.parametrize(("state", "command", "outcome"), cases(PARTNERS, OF_PARTNER), ids=named)
def test_what_comes_of_a_command_to_a_partner(state: str, command: partner.Command, outcome: Outcome) -> None:
    expect(partner.PARTNER, PARTNERS[state], command, outcome)


@pytest.mark.parametrize(("state", "command", "outcome"), cases(OFFERS, OF_OFFER), ids=named)
def test_what_comes_of_a_command_to_an_offer(state: str, command: offer.Command, outcome: Outcome) -> None:
    expect(offer.OFFER, OFFERS[state], command, outcome)


def test_no_command_was_forgotten() -> None:
    assert {type(each) for each, _ in OF_PARTNER} == set(get_args(partner.Command)) == set(partner.DECISIONS)
    assert {type(each) for each, _ in OF_OFFER} == set(get_args(offer.Command))


def expect(decider: Decider[Any, Any], facts: tuple[Contract, ...], command: object, outcome: Outcome) -> None:
    state = decider.fold(facts)
    if outcome is not None and issubclass(outcome, RuleViolation):
        with pytest.raises(outcome):
            decider.decide(command, state)
        return
    decided = decider.decide(command, state)
    assert [type(fact) for fact in decided] == ([] if outcome is None else [outcome])
    assert not decider.decide(command, decider.fold(decided, state)), "the command is not idempotent"
