"""The tables that ``referral`` keeps of its own facts; what it knows of others comes by broker, see ``received``."""

from typing import Final

from services.kernel.projection import Projection
from services.referral.projections.agreements import agreements
from services.referral.projections.assurances import assurances
from services.referral.projections.edges import edges
from services.referral.projections.letter_boxes import letter_boxes
from services.referral.projections.letters import letters
from services.referral.projections.links import links
from services.referral.projections.mails import mails
from services.referral.projections.offers import offers
from services.referral.projections.partners import partners
from services.referral.projections.referrals import referrals
from services.referral.projections.surveys import surveys
from services.referral.projections.terms import terms

PROJECTIONS: Final[tuple[Projection, ...]] = (
    partners,
    agreements,
    offers,
    assurances,
    links,
    mails,
    referrals,
    terms,
    letters,
    letter_boxes,
    edges,
    surveys,
)
