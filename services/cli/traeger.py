"""``lotse traeger …`` and ``lotse team …``: who carries operations, and who works together."""

from typing import Annotated, Final

import typer

from services.cli.asking import DistrictOption, OperationOption, read_date
from services.cli.directory import (
    FromOption,
    StaffArgument,
    TeamArgument,
    ToOption,
    Town,
    TraegerOption,
    emit_made,
    emit_rows,
    period,
)
from services.cli.failures import wrong_usage
from services.cli.output import Form, FormOption
from services.districts.place_queries import team_list, traeger_list
from services.districts.places_desk import PlacesDesk
from services.districts.staff_desk import StaffDesk

traeger_app: Final = typer.Typer(no_args_is_help=True, help="Träger.")
team_app: Final = typer.Typer(no_args_is_help=True, help="Teams: wer gehört zusammen und liest dieselben Fälle.")
TraegerArgument = Annotated[str, typer.Argument(help="Name oder ID des Trägers", metavar="TRÄGER")]


@traeger_app.command("add")
def add_traeger(
    name: Annotated[str, typer.Argument(help="Name", metavar="NAME")],
    district: DistrictOption,
    form: FormOption = Form.TEXT,
) -> None:
    """Legt einen Träger an."""
    town = Town(district)
    made = PlacesDesk(town.service, town.district).register_traeger(name, town.context)
    emit_made(town, {"traeger_id": made.id, "name": name.strip()}, form)


@traeger_app.command("rename")
def rename_traeger(
    traeger: TraegerArgument,
    district: DistrictOption,
    name: Annotated[str, typer.Option(help="neuer Name")],
    form: FormOption = Form.TEXT,
) -> None:
    """Gibt einem Träger einen anderen Namen."""
    town = Town(district)
    traeger_id = town.traeger(traeger)
    PlacesDesk(town.service, town.district).rename_traeger(traeger_id, name, town.context)
    emit_made(town, {"traeger_id": traeger_id, "name": name.strip()}, form)


@traeger_app.command("engage")
def engage_traeger(
    traeger: TraegerArgument,
    district: DistrictOption,
    operation: OperationOption,
    start: FromOption,
    end: ToOption = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Hält fest, dass ein Träger ein Vorhaben durchführt."""
    town, days = Town(district), period(start, end)
    traeger_id = town.traeger(traeger)
    PlacesDesk(town.service, town.district).engage_traeger(traeger_id, operation, days, town.context)
    emit_made(town, {"traeger_id": traeger_id, "operation": operation, "from": days[0], "to": days[1]}, form)


@traeger_app.command("list")
def list_traeger(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt alle Träger und ihre Vorhaben."""
    town = Town(district)
    rows = [
        {
            "traeger_id": str(row.traeger_id),
            "name": row.name,
            "operations": [
                {"operation": one.operation, "from": str(one.start), "to": one.end and str(one.end)}
                for one in row.engagements
            ],
        }
        for row in traeger_list(town.service.pool, town.district)
    ]
    emit_rows("Träger", rows, form, {"name": "Name", "traeger_id": "ID"})


@team_app.command("add")
def add_team(
    name: Annotated[str, typer.Argument(help="Name", metavar="NAME")],
    district: DistrictOption,
    traeger: TraegerOption,
    operation: OperationOption,
    form: FormOption = Form.TEXT,
) -> None:
    """Bildet ein Team eines Trägers für ein Vorhaben."""
    town = Town(district)
    desk = PlacesDesk(town.service, town.district)
    made = desk.form_team(town.traeger(traeger), operation, name, town.context)
    emit_made(town, {"team_id": made.id, "name": name.strip(), "operation": operation}, form)


@team_app.command("join")
def join_team(
    team: TeamArgument,
    staff: StaffArgument,
    district: DistrictOption,
    start: FromOption,
    end: ToOption = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Nimmt eine Person in ein Team auf."""
    town, days = Town(district), period(start, end)
    team_id, staff_id = town.team(team), town.staff(staff)
    made = StaffDesk(town.service, town.district).join_team(staff_id, team_id, days, town.context)
    emit_made(town, {"membership_id": made.id, "team_id": team_id, "staff_id": staff_id}, form)


@team_app.command("leave")
def leave_team(
    team: TeamArgument,
    staff: StaffArgument,
    district: DistrictOption,
    on: Annotated[str, typer.Option("--on", help="letzter Tag", metavar="DATUM")],
    form: FormOption = Form.TEXT,
) -> None:
    """Beendet die Zugehörigkeit einer Person zu einem Team."""
    town, day = Town(district), read_date(on, "--on")
    team_id, staff_id = town.team(team), town.staff(staff)
    known = [one for row in town.roster() if row.staff_id == staff_id for one in row.memberships]
    running = [one for one in known if one.team_id == team_id and (one.end is None or one.end >= day)]
    if not running:
        raise wrong_usage("Die Person gehört dann nicht zu diesem Team.")
    desk = StaffDesk(town.service, town.district)
    desk.leave_team(staff_id, running[0].membership_id, day, town.context)
    emit_made(town, {"team_id": team_id, "staff_id": staff_id, "on": day}, form)


@team_app.command("list")
def list_teams(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt alle Teams und wer zu ihnen gehört."""
    town = Town(district)
    people = town.roster()
    rows = [
        {
            "team_id": str(row.team_id),
            "name": row.name,
            "operation": row.operation,
            "traeger_id": str(row.traeger_id),
            "members": [
                {"staff_id": str(one.staff_id), "from": str(one.start), "to": one.end and str(one.end)}
                for person in people
                for one in person.memberships
                if one.team_id == row.team_id
            ],
        }
        for row in team_list(town.service.pool, town.district)
    ]
    emit_rows("Teams", rows, form, {"name": "Name", "operation": "Vorhaben", "team_id": "ID"})
