"""``lotse staff …`` and ``lotse role …``: who works here, and in which role."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

import typer

from services.cli.asking import DistrictOption, read_date
from services.cli.directory import (
    FromOption,
    StaffArgument,
    ToOption,
    Town,
    TraegerOption,
    emit_made,
    emit_rows,
    period,
)
from services.cli.failures import wrong_usage
from services.cli.output import Form, FormOption
from services.districts.staff_desk import StaffDesk
from services.kernel.roles import Role
from services.kernel.times import today

staff_app: Final = typer.Typer(no_args_is_help=True, help="Wer hier arbeitet.")
role_app: Final = typer.Typer(no_args_is_help=True, help="Rollen: wer darf was, von wann bis wann.")
YESTERDAY: Final = timedelta(days=1)


@staff_app.command("add")
def add_staff(
    name: Annotated[str, typer.Argument(help="Name; bleibt im Tresor", metavar="NAME")],
    district: DistrictOption,
    traeger: TraegerOption,
    start: FromOption,
    form: FormOption = Form.TEXT,
) -> None:
    """Legt eine Person an, die bei einem Träger arbeitet."""
    town, first = Town(district), read_date(start, "--from")
    made = StaffDesk(town.service, town.district).join(town.traeger(traeger), name, first, town.context)
    emit_made(town, {"staff_id": made.id, "from": first}, form)


@staff_app.command("rename")
def rename_staff(
    staff: StaffArgument,
    district: DistrictOption,
    name: Annotated[str, typer.Option(help="neuer Name")],
    form: FormOption = Form.TEXT,
) -> None:
    """Berichtigt den Namen einer Person."""
    town = Town(district)
    staff_id = town.staff(staff)
    StaffDesk(town.service, town.district).rename(staff_id, name, town.context)
    emit_made(town, {"staff_id": staff_id}, form)


@staff_app.command("leave")
def leave(
    staff: StaffArgument,
    district: DistrictOption,
    on: Annotated[str, typer.Option("--on", help="letzter Arbeitstag", metavar="DATUM")],
    successor: Annotated[
        str | None, typer.Option(help="Name oder ID der Nachfolge; ohne Angabe das Team", metavar="PERSON")
    ] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Hält das Ausscheiden fest: Rollen und Teams enden, Fälle gehen an die Nachfolge oder das Team."""
    town, day = Town(district), read_date(on, "--on")
    staff_id = town.staff(staff)
    successor_id = None if successor is None else town.staff(successor)
    StaffDesk(town.service, town.district).leave(staff_id, day, successor_id, town.context)
    emit_made(town, {"staff_id": staff_id, "on": day, "successor_id": successor_id}, form)


@staff_app.command("stay")
def stay(staff: StaffArgument, district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Nimmt ein Ausscheiden zurück."""
    town = Town(district)
    staff_id = town.staff(staff)
    StaffDesk(town.service, town.district).keep(staff_id, town.context)
    emit_made(town, {"staff_id": staff_id}, form)


@staff_app.command("list")
def list_staff(
    district: DistrictOption,
    on: Annotated[str | None, typer.Option("--on", help="nur wer dann da ist", metavar="DATUM")] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Zeigt, wer hier arbeitet oder gearbeitet hat."""
    town = Town(district)
    rows = [
        {
            "staff_id": str(row.staff_id),
            "name": row.name,
            "traeger_id": str(row.traeger_id),
            "from": str(row.start),
            "to": row.last_day and str(row.last_day),
            "successor_id": row.successor_id and str(row.successor_id),
        }
        for row in town.roster(None if on is None else read_date(on, "--on"))
    ]
    emit_rows("Personal", rows, form, {"name": "Name", "from": "von", "to": "bis", "staff_id": "ID"})


@role_app.command("grant")
def grant(
    staff: StaffArgument,
    role: Annotated[Role, typer.Argument(help="Rolle", metavar="ROLLE")],
    district: DistrictOption,
    start: FromOption,
    end: ToOption = None,
    operation: Annotated[
        str | None, typer.Option(help="Schlüssel des Vorhabens; ohne Angabe alle", metavar="KEY")
    ] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Gibt einer Person eine Rolle."""
    town, days = Town(district), period(start, end)
    staff_id = town.staff(staff)
    desk = StaffDesk(town.service, town.district)
    made = desk.grant(staff_id, role.value, days, town.context, operation)
    emit_made(town, {"grant_id": made.id, "staff_id": staff_id, "role": role.value, "operation": operation}, form)


@role_app.command("revoke")
def revoke(
    grant_id: Annotated[str, typer.Argument(help="ID der Rolle, siehe `lotse role list`", metavar="ID")],
    district: DistrictOption,
    on: Annotated[
        str | None, typer.Option("--on", help="letzter Tag; ohne Angabe endet sie sofort", metavar="DATUM")
    ] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Entzieht eine Rolle, sofort oder zu einem Tag."""
    town = Town(district)
    day = today() - YESTERDAY if on is None else read_date(on, "--on")
    staff_id, grant = next(
        ((row.staff_id, one) for row in town.roster() for one in row.grants if str(one.grant_id) == grant_id.strip()),
        (UUID(int=0), None),
    )
    if grant is None:
        raise wrong_usage(f"Die Rolle „{grant_id}“ gibt es nicht. `lotse role list` zeigt alle.")
    StaffDesk(town.service, town.district).revoke(staff_id, grant.grant_id, day, town.context)
    emit_made(town, {"grant_id": grant.grant_id, "staff_id": staff_id, "on": day}, form)


@role_app.command("list")
def list_roles(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt alle Rollen mit ihrem Zeitraum."""
    town = Town(district)
    rows = [
        {
            "grant_id": str(one.grant_id),
            "staff_id": str(row.staff_id),
            "name": row.name,
            "role": one.role,
            "operation": one.operation,
            "from": str(one.start),
            "to": one.end and str(one.end),
        }
        for row in town.roster()
        for one in row.grants
    ]
    columns = {"name": "Name", "role": "Rolle", "operation": "Vorhaben", "from": "von", "to": "bis", "grant_id": "ID"}
    emit_rows("Rollen", rows, form, columns)
