"""The desk for Träger, teams and sites: ids, and what other streams say, around their deciders."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.districts import Hours, OperationOpened, SiteKind
from services.contracts.names import expect_name, same_name
from services.districts.application import Districts
from services.districts.domain import site, team, traeger
from services.districts.domain.operation import OPERATION
from services.districts.domain.site import SITE
from services.districts.domain.team import TEAM
from services.districts.domain.traeger import TRAEGER, Traeger
from services.districts.staff_desk import Made
from services.kernel.deciders import Context
from services.kernel.store import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDetails:
    """What is known of a site."""

    name: str
    sozialraum: str
    kind: SiteKind
    address: str | None = None


@dataclass(frozen=True, slots=True)
class PlacesDesk:
    """One district's Träger, teams and sites. Every command raises the refusals of its decider."""

    districts: Districts
    district: str

    def register_traeger(self, name: str, context: Context) -> Made:
        """A name is registered once, whatever its capitals and blanks."""
        traeger_id = self._derive("traeger", same_name(expect_name(name)))
        command = traeger.RegisterTraeger(traeger_id=traeger_id, name=name)
        return Made(traeger_id, self._traeger(traeger_id, command, context))

    def rename_traeger(self, traeger_id: UUID, name: str, context: Context) -> Outcome:
        return self._traeger(traeger_id, traeger.RenameTraeger(name=name), context)

    def engage_traeger(
        self, traeger_id: UUID, operation: str, period: tuple[date, date | None], context: Context
    ) -> Outcome:
        command = traeger.EngageTraeger(
            operation=operation, opened=self._opened(operation), start=period[0], end=period[1]
        )
        return self._traeger(traeger_id, command, context)

    def form_team(self, traeger_id: UUID, operation: str, name: str, context: Context) -> Made:
        """A name is given once in an operation of a Träger."""
        team_id = self._derive("team", str(traeger_id), operation, same_name(expect_name(name)))
        command = team.FormTeam(
            team_id=team_id,
            traeger=self._known_traeger(traeger_id),
            operation=operation,
            opened=self._opened(operation),
            name=name,
        )
        return Made(team_id, self._execute_team(team_id, command, context))

    def rename_team(self, team_id: UUID, name: str, context: Context) -> Outcome:
        return self._execute_team(team_id, team.RenameTeam(name=name), context)

    def open_site(self, traeger_id: UUID, details: SiteDetails, context: Context) -> Made:
        """A name is given once to a site of a Träger; a closed one is opened again."""
        site_id = self._derive("site", str(traeger_id), same_name(expect_name(details.name)))
        command = site.OpenSite(
            site_id=site_id,
            traeger=self._known_traeger(traeger_id),
            name=details.name,
            sozialraum=details.sozialraum,
            kind=details.kind,
            address=details.address,
        )
        return Made(site_id, self._site(site_id, command, context))

    def correct_site(self, site_id: UUID, details: SiteDetails, context: Context) -> Outcome:
        command = site.CorrectSite(
            name=details.name, sozialraum=details.sozialraum, kind=details.kind, address=details.address
        )
        return self._site(site_id, command, context)

    def close_site(self, site_id: UUID, on: date, context: Context) -> Outcome:
        return self._site(site_id, site.CloseSite(on=on), context)

    def set_hours(
        self, site_id: UUID, start: date, hours: tuple[Hours, ...], context: Context, *, on_holidays: bool = False
    ) -> Outcome:
        return self._site(site_id, site.SetOfficeHours(start=start, hours=hours, on_holidays=on_holidays), context)

    def except_hours(self, site_id: UUID, on: date, hours: tuple[Hours, ...], context: Context) -> Outcome:
        return self._site(site_id, site.ExceptOfficeHours(on=on, hours=hours), context)

    def _traeger(self, traeger_id: UUID, command: traeger.Command, context: Context) -> Outcome:
        return self.districts.store.execute(self.district, TRAEGER, traeger_id, command, context)

    def _execute_team(self, team_id: UUID, command: team.Command, context: Context) -> Outcome:
        return self.districts.store.execute(self.district, TEAM, team_id, command, context)

    def _site(self, site_id: UUID, command: site.Command, context: Context) -> Outcome:
        return self.districts.store.execute(self.district, SITE, site_id, command, context)

    def _known_traeger(self, traeger_id: UUID) -> Traeger:
        return self.districts.state(self.district, TRAEGER, traeger_id)

    def _opened(self, operation: str) -> OperationOpened | None:
        return self.districts.state(self.district, OPERATION, self._derive("operation", operation)).opened

    def _derive(self, kind: str, *parts: str) -> UUID:
        return self.districts.ids(self.district).derive(kind, *parts)
