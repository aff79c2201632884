"""Setting up who works in a district, where and when, at the same desks that people use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file, files
from typing import Final
from uuid import UUID

from demo.commands import Commands
from demo.loading_day import LoadingDay
from demo.remaining import ACTOR
from demo.workplaces import Directory, Person, Site
from services.contracts.hours_text import read_hours
from services.districts.application import Districts
from services.districts.definition_files import read_instrument
from services.districts.definitions_desk import DefinitionsDesk
from services.districts.domain.district import DISTRICT, OpenSozialraum
from services.districts.domain.instrument import ReleaseInstrument
from services.districts.places_desk import PlacesDesk, SiteDetails
from services.districts.staff_desk import StaffDesk
from services.kernel.times import BERLIN, today

SINCE: Final = date(2022, 7, 1)
STORY: Final = "directory"
SOZIALRAEUME: Final = "sozialraeume"
SET_UP: Final = ("districts.traeger_", "districts.team_", "districts.staff_", "districts.site_")
ALL_OF_A_LOG: Final = 100_000


@dataclass(frozen=True, slots=True)
class Placed:
    """The ids of a district's teams, people and sites by their names."""

    teams: Mapping[str, UUID]
    people: Mapping[str, UUID]
    sites: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class Staffing:
    """The people of one district."""

    service: Districts
    district: str

    def begun(self) -> LoadingDay | None:
        """The day of the first command; None before it."""
        first = self._commands().next().command_id
        _, known = self.service.store.log.read(self.district, [], [first])
        return LoadingDay(known[first].recorded.astimezone(BERLIN).date()) if first in known else None

    def is_left_to_people(self) -> bool:
        """Whether others set up Träger, teams, people or sites before the demo did: then it sets up nobody."""
        if self.begun() is not None:
            return False
        facts = self.service.store.log.after(self.district, 0, ALL_OF_A_LOG)
        return any(fact.topic.startswith(SET_UP) and fact.actor != ACTOR for fact in facts)

    def set_up(self, directory: Directory) -> tuple[LoadingDay, Placed]:
        """Everything told of the district's directory; what is there already is repeated and stores nothing."""
        commands, loading = self._commands(), self.begun() or LoadingDay(today())
        places = PlacesDesk(self.service, self.district)
        traeger = {name: places.register_traeger(name, commands.next()).id for name in directory.traeger}
        for name, operation in dict.fromkeys((team.traeger, team.operation) for team in directory.teams):
            places.engage_traeger(traeger[name], operation, (SINCE, None), commands.next())
        teams = {
            team.name: places.form_team(traeger[team.traeger], team.operation, team.name, commands.next()).id
            for team in directory.teams
        }
        people = {one.name: self._join(one, traeger[one.traeger], teams, commands) for one in directory.people}
        sites = {site.name: self._open(site, traeger[site.traeger], loading, commands) for site in directory.sites}
        self._open_sozialraeume(directory)
        DefinitionsDesk(self.service, self.district).release_instrument(_strengths(), commands.next())
        return loading, Placed(teams, people, sites)

    def _open_sozialraeume(self, directory: Directory) -> None:
        """As whoever works there first does by that: referral is to know them before a worker has run."""
        ids, commands = self.service.ids(self.district), Commands(self.service.ids(self.district), SOZIALRAEUME, ACTOR)
        of_sites = (site.sozialraum for site in directory.sites)
        for sozialraum in dict.fromkeys((*of_sites, *directory.sozialraeume)):
            opening = OpenSozialraum(sozialraum=sozialraum)
            self.service.store.execute(self.district, DISTRICT, ids.derive("district"), opening, commands.next())

    def _commands(self) -> Commands:
        return Commands(self.service.ids(self.district), STORY, ACTOR)

    def _join(self, person: Person, traeger: UUID, teams: Mapping[str, UUID], commands: Commands) -> UUID:
        desk = StaffDesk(self.service, self.district)
        staff = desk.join(traeger, person.name, SINCE, commands.next()).id
        for team in person.teams:
            desk.join_team(staff, teams[team], (SINCE, None), commands.next())
        for role in person.roles:
            desk.grant(staff, role, (SINCE, None), commands.next())
        return staff

    def _open(self, site: Site, traeger: UUID, loading: LoadingDay, commands: Commands) -> UUID:
        desk = PlacesDesk(self.service, self.district)
        details = SiteDetails(name=site.name, sozialraum=site.sozialraum, kind=site.kind, address=site.address)
        opened = desk.open_site(traeger, details, commands.next()).id
        desk.set_hours(opened, SINCE, tuple(map(read_hours, site.hours)), commands.next())
        if site.closed_in is not None:
            desk.except_hours(opened, loading.plus(site.closed_in), (), commands.next())
        return opened


def _strengths() -> ReleaseInstrument:
    """The instrument for strengths that districts hands out as a file."""
    with as_file(files("services.districts") / "data" / "staerken.toml") as path:
        return read_instrument(path)
