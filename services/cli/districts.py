"""``lotse district …`` and ``lotse operation …``: open what the platform works in."""

from typing import Annotated

import typer

from services.cli.arrival import await_everywhere, goals
from services.cli.asking import DistrictOption, actor, find_district, known_district, read_date, settings
from services.cli.failures import CommandFailed, wrong_usage
from services.cli.output import Form, FormOption, emit
from services.districts.application import districts, operator
from services.kernel.provision import open_district
from services.kernel.settings import Settings

EVERYWHERE_S = 60.0

district_app = typer.Typer(no_args_is_help=True, help="Landkreise und kreisfreie Städte (Mandanten).")
operation_app = typer.Typer(no_args_is_help=True, help="Vorhaben.")


@district_app.command("add")
def add_district(
    key: Annotated[str, typer.Argument(help="Schlüssel, zum Beispiel ilm-kreis", metavar="KEY")],
    name: Annotated[str, typer.Option(help="Name, zum Beispiel Ilm-Kreis")],
    form: FormOption = Form.TEXT,
) -> None:
    """Eröffnet einen Landkreis: Schemata, Rollen und Schlüssel in jeder Datenbank."""
    of = settings()
    known = find_district(of, key)
    if not name.strip():
        raise wrong_usage("--name: Der Landkreis braucht einen Namen.")
    if known is not None and known.name != name.strip():
        raise CommandFailed(f"Den Landkreis „{key}“ gibt es schon, unter dem Namen „{known.name}“.")
    open_district(of, key, name)
    districts(of).open_district(key, name.strip(), operator(actor()))
    _everywhere(of, key)
    emit({"district": key, "name": name.strip()}, form)


@district_app.command("rural")
def mark_rural(
    district: DistrictOption,
    ags: Annotated[list[str], typer.Option("--ags", help="Gemeindeschlüssel, acht Ziffern; mehrfach möglich")],
    form: FormOption = Form.TEXT,
) -> None:
    """Kennzeichnet Gemeinden als ländlich (EECO17), zusätzlich zu den schon gekennzeichneten."""
    of = settings()
    key = known_district(of, district)
    districts(of).mark_rural(key, ags, operator(actor()))
    _everywhere(of, key)
    emit({"district": key, "ags": ags}, form)


@operation_app.command("add")
def add_operation(
    key: Annotated[str, typer.Argument(help="Schlüssel des Vorhabens", metavar="KEY")],
    district: DistrictOption,
    name: Annotated[str, typer.Option(help="Name des Vorhabens")],
    start: Annotated[str, typer.Option("--from", help="erster Tag", metavar="DATUM")],
    end: Annotated[str, typer.Option("--to", help="letzter Tag", metavar="DATUM")],
    catalogue: Annotated[str, typer.Option(help="Indikatorenkatalog")] = "esf-plus-2021-2027",
    specific_objective: Annotated[str, typer.Option(help="Spezifisches Ziel")] = "ESO4.8",
    form: FormOption = Form.TEXT,
) -> None:
    """Eröffnet ein Vorhaben und gibt ihm die neueste Fassung seines Katalogs."""
    of = settings()
    opened_in = known_district(of, district)
    period = (read_date(start, "--from"), read_date(end, "--to"))
    districts(of).open_operation(
        opened_in,
        key,
        name,
        period,
        operator(actor()),
        catalogue=catalogue,
        specific_objective=specific_objective,
    )
    _everywhere(of, opened_in)
    emit({"district": opened_in, "operation": key, "from": str(period[0]), "to": str(period[1])}, form)


def _everywhere(of: Settings, district: str) -> None:
    wanted = [goal for goal in goals(of, district) if goal.service == "districts"]
    missing = await_everywhere(of, wanted, EVERYWHERE_S)
    if missing:
        raise CommandFailed(f"Gespeichert, aber noch nicht überall angekommen ({missing[0]}). Läuft die Plattform?")
