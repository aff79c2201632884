"""What ``reporting`` works with on this installation: reports to ask, and a log of its own for what it is told."""

from dataclasses import dataclass
from typing import Any, Self, TypeVar
from uuid import UUID

from services.kernel.database import Pool, pool
from services.kernel.deciders import Decider
from services.kernel.group import GroupCommit
from services.kernel.ids import DistrictIds
from services.kernel.keys import NoKeys
from services.kernel.log import Log
from services.kernel.mapper import FactMapper
from services.kernel.secrets import Secrets
from services.kernel.settings import Settings
from services.kernel.store import EventStore
from services.reporting.reports import Reports

S = TypeVar("S")
SERVICE = "reporting"


@dataclass(frozen=True, slots=True)
class Reporting:
    """The service ``reporting``. Its own facts hold no sealed block: they name operations, positions and opaque ids."""

    reports: Reports
    store: EventStore
    pool: Pool
    secrets: Secrets
    settings: Settings

    @classmethod
    def of(cls, settings: Settings, timeout: float) -> Self:
        """``timeout``: how many seconds a report waits for what is on its way."""
        connections = pool(settings.service_database_url(SERVICE))
        log = Log(SERVICE, connections)
        return cls(
            reports=Reports.of(settings, timeout),
            store=EventStore(log, FactMapper(NoKeys()), GroupCommit(log)),
            pool=connections,
            secrets=settings.secrets,
            settings=settings,
        )

    def ids(self, district: str) -> DistrictIds:
        """The ids of a district, derived with its own key."""
        return DistrictIds(self.secrets.district(district).id_key)

    def state(self, district: str, decider: Decider[Any, S], stream: UUID) -> S:
        """What the log says of one stream now."""
        return decider.fold(self.store.load(district, [stream])[stream])
