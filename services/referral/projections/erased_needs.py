"""Whose need may nobody know any more? Intake's facts, by broker; rows of the own log lose what was sealed."""

from collections.abc import Iterable

from services.contracts.intake import KeyDestroyed
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Erase
from services.kernel.projection import Projection
from services.referral.projections.referrals import REFERRALS


def forget(recorded: Recorded[KeyDestroyed]) -> Iterable[Erase]:
    """That there was a referral stays; what it was about goes with the record key."""
    return [Erase(REFERRALS, "person", person) for person in recorded.fact.records]


erased_needs = Projection("erased_needs", version=1, tables=(REFERRALS,), reads=(KeyDestroyed,), fold=forget)
