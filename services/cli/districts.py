"""``lotse district …`` and ``lotse operation …``: open what the platform works in."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final, cast, get_args

import msgspec
import typer

from services.cli.arrival import await_everywhere, goals
from services.cli.asking import DistrictOption, actor, find_district, known_district, read_date, settings
from services.cli.directory import Town
from services.cli.failures import CommandFailed, wrong_usage
from services.cli.output import Form, FormOption, emit
from services.contracts.districts import USUAL_CATEGORY, CategoryOfRegion, FixedField, OperationMode
from services.districts.application import districts, operator
from services.districts.definitions_desk import DefinitionsDesk
from services.districts.domain.classification import ClassifyOperation
from services.districts.domain.settings import ConfigureOperation
from services.kernel.provision import open_district
from services.kernel.settings import Settings

EVERYWHERE_S = 180.0
MODES: Final = get_args(OperationMode)
FIXED_FIELDS: Final = get_args(FixedField)
REGIONS: Final = get_args(CategoryOfRegion)

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
    specific_objective: Annotated[
        str | None, typer.Option(help="Spezifisches Ziel (ohne Angabe ESO4.8), im ESF 2014-2020 Investitionspriorität")
    ] = None,
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


@operation_app.command("configure")
def configure_operation(
    key: Annotated[str, typer.Argument(help="Schlüssel des Vorhabens", metavar="KEY")],
    district: DistrictOption,
    mode: Annotated[str | None, typer.Option(help=f"Art: {' oder '.join(MODES)}")] = None,
    bagatelle_minutes: Annotated[int | None, typer.Option(help="Bagatellgrenze in Minuten")] = None,
    silent_weeks: Annotated[int | None, typer.Option(help="Wochen ohne Kontakt bis zur Erinnerung")] = None,
    consent_warning_days: Annotated[
        int | None, typer.Option(help="Tage, die vor Ablauf einer Einwilligung erinnert wird")
    ] = None,
    fixed: Annotated[
        list[str] | None,
        typer.Option("--fixed", help="durch die Zielgruppe festgelegt: feld=wert, mehrfach möglich; „-“ hebt alle auf"),
    ] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Stellt ein Vorhaben ein; was nicht angegeben ist, bleibt. Ohne Angaben: zeigt, was gilt."""
    town = Town(district)
    given = {
        "mode": mode,
        "bagatelle_minutes": bagatelle_minutes,
        "silent_weeks": silent_weeks,
        "consent_warning_days": consent_warning_days,
        "fixed_traits": None if fixed is None else read_fixed_traits(fixed),
    }
    command = read_settings({name: value for name, value in given.items() if value is not None})
    desk = DefinitionsDesk(town.service, town.district)
    after = desk.configured(key, command, town.context)
    emit({"district": town.district, **msgspec.to_builtins(after)}, form)


@operation_app.command("classify")
def classify_operation(
    key: Annotated[str, typer.Argument(help="Schlüssel des Vorhabens", metavar="KEY")],
    district: DistrictOption,
    priority: Annotated[str, typer.Option(help="Priorität des Programms, zum Beispiel P2")],
    region: Annotated[str, typer.Option(help=f"Regionenkategorie: {', '.join(REGIONS)}")] = USUAL_CATEGORY,
    form: FormOption = Form.TEXT,
) -> None:
    """Ordnet ein Vorhaben einer Priorität und einer Regionenkategorie zu, für die Meldung des Landes."""
    if region not in REGIONS:
        raise wrong_usage(f"--region: „{region}“ gibt es nicht, möglich sind {', '.join(REGIONS)}.")
    town = Town(district)
    command = ClassifyOperation(priority=priority, category_of_region=cast("CategoryOfRegion", region))
    DefinitionsDesk(town.service, town.district).classify(key, command, town.context)
    emit({"district": town.district, "operation": key, "priority": priority, "category_of_region": region}, form)


def read_settings(given: Mapping[str, object]) -> ConfigureOperation:
    """Settings by their names; exit 2 for a value that none of them has."""
    if given.get("mode", MODES[0]) not in MODES:
        raise wrong_usage(f"--mode: „{given['mode']}“ gibt es nicht, möglich sind {', '.join(MODES)}.")
    return msgspec.convert(given, ConfigureOperation)


def read_fixed_traits(texts: Sequence[str]) -> list[dict[str, str]]:
    """``employment=inactive`` each; a single ``-`` is none."""
    if list(texts) == ["-"]:
        return []
    traits = []
    for text in texts:
        field, found, value = text.partition("=")
        if not found or field not in FIXED_FIELDS:
            raise wrong_usage(f"--fixed: „{text}“ ist kein feld=wert. Felder: {', '.join(FIXED_FIELDS)}.")
        traits.append({"field": field, "value": value})
    return traits


def _everywhere(of: Settings, district: str) -> None:
    wanted = [goal for goal in goals(of, district) if goal.service == "districts"]
    missing = await_everywhere(of, wanted, EVERYWHERE_S)
    if missing:
        raise CommandFailed(f"Gespeichert, aber noch nicht überall angekommen ({missing[0]}). Läuft die Plattform?")
