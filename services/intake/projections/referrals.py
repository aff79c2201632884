"""Where does each referral of a case stand, and how did it get there? Read by the case file, the worklist and *Heute*.

These are referral's facts and come by broker, before or after what intake itself says of the case: no row needs
another. What a referral is about stays sealed; partners are named by ``partners``.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from services.contracts.referral import (
    Answered,
    ConsentEnded,
    OutcomeReported,
    PartnerTold,
    PersonArrived,
    PersonMissed,
    ReferralAccepted,
    ReferralClosed,
    ReferralDeclined,
    ReferralHandedOver,
    ReferralProposed,
    ReferralReopened,
    ReferralRerouted,
    ReferralWithdrawn,
    TermsSet,
)
from services.contracts.referral_states import MOVES, State, reached
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

REFERRALS = Table(
    "referrals",
    "referral",
    ("case_id", "person", "operation", "partner", "partner_kind", "team", "staff", "proposed_on"),
    versioned=False,
)
STANDINGS = Table("referral_standings", "referral", ("state", "starts", "appointment_on"), versioned=False)
STEPS = Table("referral_steps", "step", ("referral", "place", "state", "on_day", "provenance"), versioned=False)
CLOSINGS = Table("referral_closings", "referral", ("closed_on",), versioned=False)
ENDED = Table("referral_consents_ended", "consent", ("ended_on", "referrals", "shared"), versioned=False)
TOLD = Table("referral_partners_told", "told", ("referral", "consent"), versioned=False)
TERMS = Table(
    "referral_terms",
    "partner_kind",
    ("answer_days", "arrival_days", "outcome_days"),
    key_type="text",
    versioned=False,
)
ALL_OTHERS = ""  # the key of terms that name no kind of partner

Move: TypeAlias = (
    ReferralProposed
    | ReferralHandedOver
    | ReferralAccepted
    | ReferralDeclined
    | ReferralRerouted
    | ReferralWithdrawn
    | PersonArrived
    | PersonMissed
    | OutcomeReported
    | ReferralReopened
)


def keep(recorded: Recorded[Move | ReferralClosed | ConsentEnded | PartnerTold | TermsSet]) -> Iterable[Change]:
    """Each fact of a referral leaves it in one state; the steps before stay, for the line of days."""
    fact = recorded.fact
    match fact:
        case ReferralClosed():
            return [Put(CLOSINGS, fact.referral_id, (fact.on,))]
        case ConsentEnded():
            return [Put(ENDED, fact.consent_id, (fact.on, list(fact.referral_ids), list(fact.shared)))]
        case PartnerTold():
            return [Put(TOLD, recorded.id, (fact.referral_id, fact.consent_id))]
        case TermsSet():
            terms = (fact.answer_days, fact.arrival_days, fact.outcome_days)
            return [Put(TERMS, fact.partner_kind or ALL_OTHERS, terms)]
        case _:
            state = reached(fact)
            assert state is not None, "every move reaches a state"
            return [*_named(fact), *_moved(fact, state), _step(recorded, fact, state)]


def _named(fact: Move) -> Iterator[Change]:
    if isinstance(fact, ReferralProposed):
        partner = (fact.operation, fact.partner_id, fact.partner_kind)
        of_whom = (fact.case_id, fact.person_id)
        yield Put(REFERRALS, fact.referral_id, (*of_whom, *partner, fact.team_id, fact.staff_id, fact.on))


def _moved(fact: Move, state: State) -> Iterator[Change]:
    appointment_on = fact.appointment_on if isinstance(fact, ReferralAccepted) else None
    yield Put(STANDINGS, fact.referral_id, (state, fact.on, appointment_on))
    if isinstance(fact, ReferralReopened):
        yield Drop(CLOSINGS, fact.referral_id)


def _step(recorded: Recorded[Any], fact: Move, state: State) -> Change:
    provenance = fact.provenance if isinstance(fact, Answered) else None
    return Put(STEPS, recorded.id, (fact.referral_id, recorded.sequence, state, fact.on, provenance))


referrals = Projection(
    "referrals",
    version=1,
    tables=(REFERRALS, STANDINGS, STEPS, CLOSINGS, ENDED, TOLD, TERMS),
    reads=(*MOVES, ReferralClosed, ConsentEnded, PartnerTold, TermsSet),
    fold=keep,
)
