"""Where does each referral stand, what happened to it, which consents does it rest on? Read by lists and pages.

What happened is one row a fact, so that none needs what was before it: the last row with a state says where it stands.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

from services.contracts.referral import (
    ConsentEnded,
    ConsentReceived,
    PartnerTold,
    ReferralClosed,
    ReferralProposed,
    ReferralReopened,
)
from services.contracts.referral.referrals import OfReferral
from services.contracts.referral_states import MOVES, reached
from services.kernel.facts import Erased, Recorded, fact_type
from services.kernel.projected_rows import Change, Put, Table, Values
from services.kernel.projection import Projection

REFERRALS = Table(
    "referrals",
    "referral",
    (
        *("book", "person", "case_id", "operation", "sozialraum", "partner", "partner_kind", "offer"),
        *("team", "staff", "proposed_by", "on_day", "topics", "language", "note", "instead_of", "recorded"),
    ),
    versioned=False,
    blank=(("topics", "{}"), ("language", None)),  # no topics
)
STEPS = Table(
    "referral_steps",
    "step",
    (
        *("referral", "kind", "recorded", "on_day", "state", "closed", "actor"),
        *("provenance", "note", "appointment_on", "grounds", "partner", "channel", "escorted", "fields", "consent"),
        "share",
    ),
    versioned=False,
)
CONSENTS = Table(
    "referral_consents",
    "consent",
    ("book", "partner", "fields", "on_day", "until", "recorded"),
    versioned=False,
)
CONSENT_ENDS = Table("referral_consent_ends", "consent", ("on_day",), versioned=False)
Fact: TypeAlias = OfReferral | ConsentReceived | ConsentEnded

# Columns of a step that only some facts have, and what they are called there.
OF_SOME: Final = (
    ("provenance", "provenance"),
    ("note", "note_id"),
    ("appointment_on", "appointment_on"),
    ("grounds", "grounds"),
    ("partner", "to_partner_id"),
    ("channel", "channel"),
    ("escorted", "escorted"),
    ("fields", "fields"),
    ("consent", "consent_id"),
    ("share", "share_id"),
)


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    fact = recorded.fact
    match fact:
        case ConsentReceived():
            given = (fact.book_id, fact.partner_id, list(fact.fields), fact.on, fact.until, recorded.sequence)
            yield Put(CONSENTS, fact.consent_id, given)
        case ConsentEnded():
            yield Put(CONSENT_ENDS, fact.consent_id, (fact.on,))
        case _:
            if isinstance(fact, ReferralProposed):
                yield Put(REFERRALS, fact.referral_id, _proposed(recorded.actor, recorded.sequence, fact))
            yield Put(STEPS, recorded.id, _step(recorded.actor, recorded.sequence, fact))


def _proposed(actor: str, sequence: int, fact: ReferralProposed) -> Values:
    """Of an erased person the topics are gone; that there was a referral stays."""
    topics, language = ([], None) if isinstance(fact.need, Erased) else (list(fact.need.topics), fact.need.language)
    hands = (fact.team_id, fact.staff_id, actor)
    place = (fact.operation, fact.sozialraum, fact.partner_id, fact.partner_kind, fact.offer_id)
    said = (fact.on, topics, language, fact.note_id, fact.instead_of, sequence)
    return (fact.book_id, fact.person_id, fact.case_id, *place, *hands, *said)


def _step(actor: str, sequence: int, fact: OfReferral) -> Values:
    kind = fact_type(fact).name.partition(".")[2]
    seldom = (getattr(fact, name, None) for _, name in OF_SOME)
    told = (list(value) if isinstance(value, tuple) else value for value in seldom)
    return (fact.referral_id, kind, sequence, fact.on, reached(fact), _closed(fact), actor, *told)


def _closed(fact: OfReferral) -> bool | None:
    """What it says of being closed, if anything; a round of the referral begins where it is no longer."""
    if isinstance(fact, ReferralProposed | ReferralReopened):
        return False
    return True if isinstance(fact, ReferralClosed) else None


referrals = Projection(
    "referrals",
    version=1,
    tables=(REFERRALS, STEPS, CONSENTS, CONSENT_ENDS),
    reads=(*MOVES, ReferralClosed, PartnerTold, ConsentReceived, ConsentEnded),
    fold=keep,
)
