"""Carrying out districts' policies, in the worker and for what an operator tries again."""

from services.districts.policies import policies
from services.kernel.database import pool
from services.kernel.ids import DistrictIds
from services.kernel.keys import NoKeys
from services.kernel.log import Log
from services.kernel.mapper import FactMapper
from services.kernel.policy import PolicyRunner
from services.kernel.settings import Settings
from services.kernel.store import EventStore

READER = "districts.policies"


def policy_runner(settings: Settings) -> PolicyRunner:
    """The runner of this installation; facts of districts have no sealed block, so no key is needed."""
    log = Log("districts", pool(settings.service_database_url("districts")))
    store = EventStore(log, FactMapper(NoKeys()))
    return PolicyRunner(READER, policies, store, lambda key: DistrictIds(settings.secrets.district(key).id_key))
