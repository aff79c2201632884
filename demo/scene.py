"""Where a case is told: the district's desk, its people and places, and the day that days count from."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from demo.casework import Case
from demo.commands import Commands
from demo.loading_day import LoadingDay
from demo.staffing import Placed
from services.intake.access_desk import access_history
from services.intake.application import Intake
from services.intake.casework import Casework, casework
from services.intake.contacts_desk import OfCase
from services.intake.domain.access import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One operation of a district; ``partners``: their ids by name."""

    service: Intake
    district: str
    operation: str
    loading: LoadingDay
    placed: Placed
    partners: Mapping[str, UUID]

    def commands(self, story: str, staff: str) -> Commands:
        """Commands of somebody by name."""
        actor = str(self.placed.people[staff])
        return Commands(self.service.ids(self.district), f"{self.operation}/{story}", actor)

    def site(self, name: str | None) -> UUID | None:
        return None if name is None else self.placed.sites[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseScene:
    """A case that was opened, and the commands of who works on it."""

    scene: Scene
    told: Case
    case_id: UUID
    commands: Commands

    @property
    def staff(self) -> UUID:
        """Who works on the case."""
        return self.scene.placed.people[self.told.staff]

    @property
    def desk(self) -> Casework:
        """The case on the desk."""
        return casework(self.scene.service, self.scene.district, self.case_id)

    @property
    def of_case(self) -> OfCase:
        """The case as contacts need it."""
        history = access_history(self.scene.service, self.scene.district, self.case_id)
        return OfCase(self.case_id, fold(history).case)
