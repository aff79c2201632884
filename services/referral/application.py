"""What the desks of ``referral`` work with on this installation."""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from services.kernel.database import Pool, pool
from services.kernel.deciders import Decider
from services.kernel.desk import Desk
from services.kernel.ids import DistrictIds
from services.kernel.secrets import Secrets
from services.kernel.settings import Settings
from services.kernel.store import EventStore
from services.kernel.vault import Vault
from services.referral.opening import SERVICE, event_store, partner_vault, person_vault

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Referral:
    """The service ``referral``: ``vault`` holds texts about persons, ``partner_vault`` those of the directory."""

    store: EventStore
    vault: Vault
    partner_vault: Vault
    pool: Pool
    secrets: Secrets
    settings: Settings

    @property
    def desk(self) -> Desk:
        """Commands about persons, with their texts."""
        return Desk(self.store, self.vault)

    @property
    def directory_desk(self) -> Desk:
        """Commands of the directory, with their texts."""
        return Desk(self.store, self.partner_vault)

    def ids(self, district: str) -> DistrictIds:
        """The ids of a district, derived with its own key."""
        return DistrictIds(self.secrets.district(district).id_key)

    def state(self, district: str, decider: Decider[Any, S], stream: UUID) -> S:
        """What the log says of one stream now."""
        return decider.fold(self.store.load(district, [stream])[stream])


def referral(settings: Settings) -> Referral:
    """The service's commands on this installation."""
    return Referral(
        store=event_store(settings),
        vault=person_vault(settings),
        partner_vault=partner_vault(settings),
        pool=pool(settings.service_database_url(SERVICE)),
        secrets=settings.secrets,
        settings=settings,
    )
