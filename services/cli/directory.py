"""What commands about Träger, teams, sites and people share: the district's service, and whom a word means."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

import typer

from services.cli.asking import actor, known_district, read_date, settings
from services.cli.failures import wrong_usage
from services.cli.output import Form, emit, emit_json, emit_table
from services.contracts.names import same_name
from services.districts.application import Districts, districts, operator
from services.districts.folding import fold
from services.districts.place_queries import site_list, team_list, traeger_list
from services.districts.roster import Listed, Reader, roster
from services.districts.staff_queries import roles_on
from services.kernel.deciders import Context
from services.kernel.roles import Role
from services.kernel.times import today

FromOption = Annotated[str, typer.Option("--from", help="erster Tag", metavar="DATUM")]
ToOption = Annotated[
    str | None, typer.Option("--to", help="letzter Tag; ohne Angabe bis auf Weiteres", metavar="DATUM")
]
TraegerOption = Annotated[str, typer.Option("--traeger", help="Name oder ID des Trägers", metavar="TRÄGER")]
StaffArgument = Annotated[str, typer.Argument(help="Name oder ID der Person", metavar="PERSON")]
TeamArgument = Annotated[str, typer.Argument(help="Name oder ID des Teams", metavar="TEAM")]
SiteArgument = Annotated[str, typer.Argument(help="Name oder ID des Standorts", metavar="STANDORT")]
OPEN_END: Final = "–"


class Town:
    """One district, as an operator works with it; its own lists are folded first, so that they are never behind."""

    def __init__(self, district: str) -> None:
        self.of = settings()
        self.district = known_district(self.of, district)
        self.service: Districts = districts(self.of)
        fold(self.of, self.district)

    @property
    def context(self) -> Context:
        return operator(actor())

    def roster(self, on: date | None = None) -> list[Listed]:
        """People with their names."""
        return roster(self.service, self.district, Reader(Role.BETRIEB, actor()), on)

    def traeger(self, text: str) -> UUID:
        known = ((row.traeger_id, row.name) for row in traeger_list(self.service.pool, self.district))
        return meant(text, known, "Träger")

    def team(self, text: str) -> UUID:
        known = ((row.team_id, row.name) for row in team_list(self.service.pool, self.district))
        return meant(text, known, "Team")

    def site(self, text: str) -> UUID:
        known = ((row.site_id, row.name) for row in site_list(self.service.pool, self.district))
        return meant(text, known, "Standort")

    def staff(self, text: str) -> UUID:
        return meant(text, ((row.staff_id, row.name or "") for row in self.roster()), "Person")


def meant(text: str, known: Iterable[tuple[UUID, str]], what: str) -> UUID:
    """The one that an id or a name means; otherwise exit 2."""
    try:
        return UUID(text)
    except ValueError:
        found = [key for key, name in known if same_name(name) == same_name(text)]
    if not found:
        raise wrong_usage(f"{what} „{text}“ gibt es in diesem Landkreis nicht.")
    if len(found) > 1:
        raise wrong_usage(f"{what} „{text}“ ist nicht eindeutig. Bitte die ID angeben: {', '.join(map(str, found))}.")
    return found[0]


def subject_with_role(district: str, staff: str, role: Role) -> str:
    """The id of somebody who has that role today, as tokens carry it; otherwise exit 2."""
    town = Town(district)
    staff_id = town.staff(staff)
    held = roles_on(town.service.pool, town.district, staff_id, today())
    if role.value not in held:
        has = ", ".join(sorted(held)) or "keine"
        raise wrong_usage(f"--staff: Diese Person hat heute nicht die Rolle {role.value}. Sie hat: {has}.")
    return str(staff_id)


def period(start: str, end: str | None) -> tuple[date, date | None]:
    """Both ends from their options."""
    return read_date(start, "--from"), None if end is None else read_date(end, "--to")


def emit_rows(title: str, rows: list[dict[str, Any]], form: Form, columns: Mapping[str, str]) -> None:
    """A list: JSON with all fields, or a table of the named ones."""
    if form is Form.JSON:
        emit_json(rows)
        return
    shown = [[OPEN_END if row[key] is None else row[key] for key in columns] for row in rows]
    emit_table(title, list(columns.values()), shown)


def emit_made(town: Town, fields: Mapping[str, UUID | date | str | int | None], form: Form) -> None:
    """What a command answers: ids and days as texts, nothing as null or a dash."""
    plain = {key: str(value) if isinstance(value, UUID | date) else value for key, value in fields.items()}
    if form is Form.TEXT:
        plain = {key: OPEN_END if value is None else value for key, value in plain.items()}
    emit({"district": town.district, **plain}, form)
