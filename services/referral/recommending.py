"""A recommendation without anything that tells of anybody: proposed and handed over in one step, in person."""

from services.kernel.deciders import Context
from services.referral.following import following
from services.referral.made import Made
from services.referral.proposals import Proposal
from services.referral.referral_inputs import HandOver
from services.referral.referrals_desk import ReferralsDesk


def recommend(desk: ReferralsDesk, proposal: Proposal, context: Context, *, escorted: bool) -> Made:
    """``proposal`` without a case. Sent again after half of it was stored, the other half follows."""
    made = desk.propose(proposal, context)
    then = following(desk.referral.ids(desk.district), context, "hand over")
    handed = desk.hand_over(made.id, HandOver(channel="in_person", escorted=escorted), {}, then)
    return Made(made.id, handed)
