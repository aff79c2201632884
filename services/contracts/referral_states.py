"""How far a referral has come, read from its facts: for the book that decides, and for every projection of it.

Each fact of a referral leaves it in one state, whatever came before (:func:`reached`), so that the last of them is
enough and a projection need not remember. Only *consented* is no fact's work: it is a proposed referral whose partner a
consent names that is in force on the day (:func:`seen`). *Closed* is no state but a mark beside the one reached.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal, TypeAlias

from services.contracts.referral.referrals import (
    ConsentEnded,
    ConsentReceived,
    OutcomeReported,
    PersonArrived,
    PersonMissed,
    ReferralAccepted,
    ReferralDeclined,
    ReferralHandedOver,
    ReferralProposed,
    ReferralReopened,
    ReferralRerouted,
    ReferralWithdrawn,
)
from services.contracts.vocabularies import referral_states
from services.kernel.facts import Contract

State: TypeAlias = Literal[
    "proposed",
    "consented",
    "handed_over",
    "accepted",
    "declined_by_partner",
    "declined_by_person",
    "rerouted",
    "withdrawn",
    "arrived",
    "missed",
    "solved",
    "partly_solved",
    "not_solved",
    "contact_lost",
    "back_to_us",
]

KEYS: Final[Mapping[State, str]] = {
    "proposed": "vorgeschlagen",
    "consented": "eingewilligt",
    "handed_over": "uebergeben",
    "accepted": "angenommen",
    "declined_by_partner": "abgelehnt_partner",
    "declined_by_person": "abgelehnt_person",
    "rerouted": "umgeleitet",
    "withdrawn": "zurueckgezogen",
    "arrived": "angekommen",
    "missed": "nicht_erschienen",
    "solved": "abgeschlossen_erfolg",
    "partly_solved": "abgeschlossen_teil",
    "not_solved": "abgeschlossen_ohne",
    "contact_lost": "abgeschlossen_ohne",
    "back_to_us": "zurueck",
}

# Somebody still has something to do; all others are ends. Whoever was missed may still come.
OPEN: Final[frozenset[State]] = frozenset({"proposed", "consented", "handed_over", "accepted", "arrived", "missed"})
OUTCOMES: Final[frozenset[State]] = frozenset({"solved", "partly_solved", "not_solved", "contact_lost", "back_to_us"})
ENDS: Final[frozenset[State]] = frozenset(KEYS) - OPEN

# The state in which a fact leaves its referral; of the last two it depends on what they say.
LEAVES: Final[Mapping[type[Contract], State]] = {
    ReferralProposed: "proposed",
    ReferralReopened: "proposed",
    ReferralHandedOver: "handed_over",
    ReferralAccepted: "accepted",
    ReferralRerouted: "rerouted",
    ReferralWithdrawn: "withdrawn",
    PersonArrived: "arrived",
    PersonMissed: "missed",
}
MOVES: Final[tuple[type[Contract], ...]] = (*LEAVES, ReferralDeclined, OutcomeReported)


def state_key(state: State) -> str:
    """The key of the vocabulary ``referral_states()``."""
    return KEYS[state]


def state_label(state: State) -> str:
    """The state in German words."""
    return referral_states()[KEYS[state]]


def reached(fact: Contract) -> State | None:
    """The state in which a fact leaves its referral; None where it leaves it as it was."""
    match fact:
        case ReferralDeclined():
            return "declined_by_partner" if fact.by == "partner" else "declined_by_person"
        case OutcomeReported():
            return fact.outcome
        case _:
            return LEAVES.get(type(fact))


def seen(state: State, *, consent_in_force: bool) -> State:
    """The state as it is shown: a proposed referral under a consent for its partner is *consented*."""
    return "consented" if state == "proposed" and consent_in_force else state


def in_force(on: date, until: date | None, ended: date | None, day: date) -> bool:
    """Whether a consent holds on a day: from its paper's date to its last day, no more on the day it was taken back."""
    return on <= day and (until is None or day <= until) and (ended is None or day < ended)


def state_of(facts: Iterable[Contract], day: date) -> State | None:
    """The state of one referral on a day, from its facts and the consents of its book; None before it was proposed."""
    state: State | None = None
    partner, given, ended = None, dict[object, ConsentReceived](), dict[object, date]()
    for fact in facts:
        state = reached(fact) or state
        match fact:
            case ReferralProposed():
                partner = fact.partner_id
            case ConsentReceived():
                given[fact.consent_id] = fact
            case ConsentEnded():
                ended[fact.consent_id] = fact.on
    if state is None:
        return None
    holding = any(
        each.partner_id == partner and in_force(each.on, each.until, ended.get(key), day) for key, each in given.items()
    )
    return seen(state, consent_in_force=holding)
