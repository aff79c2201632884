"""People at work in a town: teams, staff and their tokens; told to districts, read by intake."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.districts.application import districts, operator
from services.districts.places_desk import PlacesDesk, SiteDetails
from services.districts.staff_desk import StaffDesk
from services.kernel import tokens
from tests.api.conftest import OPERATION, Town

FIRST_DAY = date(2022, 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a token of her own."""

    town: Town
    subject: str
    role: str = "fachkraft"

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.town.client.post(path, json=body, headers=self._headers(**headers))

    def get(self, path: str, **headers: str) -> Any:
        return self.town.client.get(path, headers=self._headers(**headers))

    def _headers(self, **more: str) -> dict[str, str]:
        token = tokens.issue(self.town.settings, self.town.district, self.role, self.subject)
        return {"Authorization": f"Bearer {token}", **more}


@dataclass(frozen=True, slots=True)
class Office:
    """Two teams of one Träger, each with one Fachkraft; a site; and who leads them."""

    town: Town
    traeger: UUID
    north: UUID
    south: UUID
    anna: Person
    berta: Person
    site: UUID

    @property
    def leader(self) -> Person:
        return Person(self.town, "cli:leitung", "koordination")

    @property
    def auditor(self) -> Person:
        return Person(self.town, "cli:pruefung", "pruefung")

    def leave(self, who: Person, on: date, successor: Person | None) -> None:
        follows = None if successor is None else UUID(successor.subject)
        staff = StaffDesk(districts(self.town.settings), self.town.district)
        staff.leave(UUID(who.subject), on, follows, operator("cli:test"))
        self.town.settle()

    def joins(self, who: Person, team: UUID, start: date) -> None:
        staff = StaffDesk(districts(self.town.settings), self.town.district)
        staff.join_team(UUID(who.subject), team, (start, None), operator("cli:test"))
        self.town.settle()


def office(town: Town) -> Office:
    """Open it."""
    here, who = districts(town.settings), operator
    places, staff = PlacesDesk(here, town.district), StaffDesk(here, town.district)
    traeger = places.register_traeger("Nachbarn e. V.", who("cli:test")).id
    places.engage_traeger(traeger, OPERATION, (FIRST_DAY, None), who("cli:test"))
    teams = [places.form_team(traeger, OPERATION, name, who("cli:test")).id for name in ("Nord", "Süd")]
    people = []
    for name, team in zip(("Anna Berg", "Berta Tal"), teams, strict=True):
        member = staff.join(traeger, name, FIRST_DAY, who("cli:test")).id
        staff.join_team(member, team, (FIRST_DAY, None), who("cli:test"))
        people.append(Person(town, str(member)))
    site = places.open_site(
        traeger, SiteDetails(name="Treff Rieth", sozialraum="rieth", kind="office"), who("cli:test")
    ).id
    town.settle()
    return Office(town, traeger, teams[0], teams[1], people[0], people[1], site)
