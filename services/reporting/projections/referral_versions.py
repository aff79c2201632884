"""Which referrals were known, and what had become of them, at which position of referral's log? Read by reports.

What somebody sought help for stays where it is: no figure needs it. A consent counts from its day to its last, or until
it was taken back; so both are rows of their own.
"""

from collections.abc import Iterable
from typing import Any

from services.contracts.referral import ConsentEnded, ConsentReceived, ReferralProposed, ReferralWithdrawn
from services.contracts.referral_states import MOVES, reached
from services.kernel.facts import Contract, Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

REFERRALS = Table(
    "referral_versions",
    "referral",
    ("book", "operation", "sozialraum", "partner", "partner_kind", "on_day", "fact"),
)
STEPS = Table("referral_steps", "step", ("referral", "state", "on_day", "by_mistake"))
CONSENTS = Table("referral_consents", "consent", ("book", "partner", "on_day", "until"))
CONSENT_ENDS = Table("referral_consent_ends", "consent", ("on_day",))


def keep_version(recorded: Recorded[Any]) -> Iterable[Change]:
    """A referral is named once; every move is a step that stays, so that each day has its own last one."""
    fact: Contract = recorded.fact
    match fact:
        case ConsentReceived():
            return (Put(CONSENTS, fact.consent_id, (fact.book_id, fact.partner_id, fact.on, fact.until)),)
        case ConsentEnded():
            return (Put(CONSENT_ENDS, fact.consent_id, (fact.on,)),)
        case ReferralProposed():
            partner = (fact.operation, fact.sozialraum, fact.partner_id, fact.partner_kind)
            named = Put(REFERRALS, fact.referral_id, (fact.book_id, *partner, fact.on, recorded.id))
            return (named, _step(recorded))
        case _:
            return (_step(recorded),)


def _step(recorded: Recorded[Any]) -> Put:
    fact = recorded.fact
    by_mistake = isinstance(fact, ReferralWithdrawn) and fact.grounds == "recorded_by_mistake"
    return Put(STEPS, recorded.id, (fact.referral_id, reached(fact), fact.on, by_mistake))


referral_versions = Projection(
    "referral_versions",
    version=1,
    tables=(REFERRALS, STEPS, CONSENTS, CONSENT_ENDS),
    reads=(*MOVES, ConsentReceived, ConsentEnded),
    fold=keep_version,
)
