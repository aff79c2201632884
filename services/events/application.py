"""What the desks of ``events`` work with on this installation."""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from services.events.opening import SERVICE, event_store
from services.events.opening import vault as open_vault
from services.kernel.database import Pool, pool
from services.kernel.deciders import Decider
from services.kernel.desk import Desk
from services.kernel.ids import DistrictIds
from services.kernel.secrets import Secrets
from services.kernel.settings import Settings
from services.kernel.store import EventStore
from services.kernel.vault import Vault

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Events:
    """The service ``events``."""

    store: EventStore
    vault: Vault
    pool: Pool
    secrets: Secrets
    settings: Settings

    @property
    def desk(self) -> Desk:
        """Commands, with their texts."""
        return Desk(self.store, self.vault)

    def ids(self, district: str) -> DistrictIds:
        """The ids of a district, derived with its own key."""
        return DistrictIds(self.secrets.district(district).id_key)

    def state(self, district: str, decider: Decider[Any, S], stream: UUID) -> S:
        """What the log says of one stream now."""
        return decider.fold(self.store.load(district, [stream])[stream])


def events(settings: Settings) -> Events:
    """The service's commands on this installation."""
    return Events(
        store=event_store(settings),
        vault=open_vault(settings),
        pool=pool(settings.service_database_url(SERVICE)),
        secrets=settings.secrets,
        settings=settings,
    )
