"""People at work as pages show them: with the names of their Träger, teams and successor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.districts import place_queries, queries
from services.districts.domain.staff_state import UnknownStaff
from services.districts.pages.asking import Here
from services.districts.roster import Listed, Reader, roster
from services.kernel.problems import not_found
from services.kernel.times import today

ALL_OPERATIONS: Final = "alle Vorhaben"
UNNAMED: Final = "ohne Namen"


@dataclass(frozen=True, slots=True)
class People:
    """Everybody of a district, with what their ids stand for."""

    listed: Sequence[Listed]
    traeger: dict[UUID, str]
    teams: dict[UUID, str]
    operations: dict[str, str]

    def find(self, staff_id: UUID) -> Listed:
        """Raises a Problem (404)."""
        found = next((each for each in self.listed if each.staff_id == staff_id), None)
        if found is None:
            raise not_found(UnknownStaff.title)
        return found

    def name_of(self, staff_id: UUID | None) -> str | None:
        return next((each.name or UNNAMED for each in self.listed if each.staff_id == staff_id), None)

    def operation_of(self, operation: str | None) -> str:
        return ALL_OPERATIONS if operation is None else self.operations.get(operation, operation)


def people(here: Here) -> People:
    """Read together: a page shows most of it."""
    pool, district = here.service.pool, here.district
    caller = here.asking.caller
    return People(
        sorted(roster(here.service, district, Reader(caller.role, caller.actor)), key=lambda each: each.name or ""),
        {row.traeger_id: row.name for row in place_queries.traeger_list(pool, district)},
        {row.team_id: row.name for row in place_queries.team_list(pool, district)},
        {row.operation: row.name for row in queries.operations(pool, district)},
    )


def person(here: Here) -> Listed:
    """Whom ``{staff}`` in the address is about. Raises a Problem (404)."""
    return people(here).find(here.named("staff"))


def name_of_person(here: Here) -> str:
    return person(here).name or UNNAMED


def works_still(one: Listed) -> bool:
    """Or will, or is about to begin."""
    return one.last_day is None or one.last_day >= today()
