"""What can be done with districts and operations, from the command line, the web and policies."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from services.districts.domain.district import DISTRICT, MarkRural, OpenDistrict
from services.districts.domain.objectives import usual
from services.districts.domain.operation import OPERATION, OpenOperation
from services.kernel.database import Pool, pool
from services.kernel.deciders import Context, Decider
from services.kernel.desk import Desk
from services.kernel.ids import DistrictIds, uuid7
from services.kernel.keys import KeyRing, NoKeys
from services.kernel.log import Log
from services.kernel.mapper import FactMapper
from services.kernel.secrets import Secrets
from services.kernel.settings import Settings
from services.kernel.store import EventStore, Outcome
from services.kernel.vault import Vault

SERVICE = "districts"
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Districts:
    """Commands of the service ``districts``; each raises RuleViolation when it is refused."""

    store: EventStore
    secrets: Secrets
    pool: Pool
    vault: Vault

    @property
    def desk(self) -> Desk:
        """Commands with the texts that belong to them."""
        return Desk(self.store, self.vault)

    def ids(self, district: str) -> DistrictIds:
        """The ids of a district, derived with its own key."""
        return DistrictIds(self.secrets.district(district).id_key)

    def state(self, district: str, decider: Decider[Any, S], stream: UUID) -> S:
        """What the log says of one stream now."""
        return decider.fold(self.store.load(district, [stream])[stream])

    def open_district(self, district: str, name: str, context: Context) -> Outcome:
        """The district's first fact; its schemas and keys are there already."""
        command = OpenDistrict(district=district, name=name)
        return self.store.execute(district, DISTRICT, self._stream(district), command, context)

    def mark_rural(self, district: str, ags: Collection[str], context: Context) -> Outcome:
        command = MarkRural(ags=tuple(ags))
        return self.store.execute(district, DISTRICT, self._stream(district), command, context)

    def open_operation(  # one argument a field of the form
        self,
        district: str,
        operation: str,
        name: str,
        period: tuple[date, date],
        context: Context,
        *,
        catalogue: str = "esf-plus-2021-2027",
        specific_objective: str | None = None,
    ) -> Outcome:
        """Open an operation; ``period`` includes both ends. Without an objective: the usual one of the catalogue."""
        stream = self.ids(district).derive("operation", operation)
        command = OpenOperation(
            operation_id=stream,
            operation=operation,
            name=name,
            start=period[0],
            end=period[1],
            catalogue=catalogue,
            specific_objective=specific_objective or usual(catalogue),
        )
        return self.store.execute(district, OPERATION, stream, command, context)

    def _stream(self, district: str) -> UUID:
        return self.ids(district).derive("district")


def districts(settings: Settings) -> Districts:
    """The service's commands on this installation; its facts have no sealed block, keys are for names of staff."""
    connections = pool(settings.service_database_url(SERVICE))
    return Districts(
        store=EventStore(Log(SERVICE, connections), FactMapper(NoKeys())),
        secrets=settings.secrets,
        pool=connections,
        vault=Vault(connections, KeyRing(pool(settings.keys_database_url(SERVICE)), settings.secrets, SERVICE)),
    )


def operator(actor: str) -> Context:
    """The context of a command that an operator types."""
    command_id = uuid7()
    return Context(actor=actor, command_id=command_id, correlation_id=command_id)
