"""Names of people at work for the pages of all services, by the rule of the roster."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from services.districts.application import Districts, districts
from services.districts.roster import Reader, roster
from services.kernel.settings import Settings
from services.kernel.tokens import Caller


@dataclass(frozen=True, slots=True)
class RosterNames:
    """The port ``services.kernel.pages.names.StaffNames``."""

    service: Districts

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(districts(settings))

    def names(self, caller: Caller) -> Mapping[UUID, str]:
        """Staff id -> name; of people whom it is the caller's business to know."""
        listed = roster(self.service, caller.district, Reader(caller.role, caller.actor))
        return {each.staff_id: each.name for each in listed if each.name is not None}
