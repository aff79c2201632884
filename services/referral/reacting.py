"""Carrying out referral's policies, in the worker and for what an operator tries again."""

from services.kernel.ids import DistrictIds
from services.kernel.policy import PolicyRunner
from services.kernel.settings import Settings
from services.referral.opening import event_store
from services.referral.policies import policies

READER = "referral.policies"


def policy_runner(settings: Settings) -> PolicyRunner:
    """The runner of this installation."""
    return PolicyRunner(
        READER, policies, event_store(settings), lambda key: DistrictIds(settings.secrets.district(key).id_key)
    )
