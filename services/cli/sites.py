"""``lotse site …``: where people are met, and when."""

from typing import Annotated, Final, cast, get_args

import typer

from services.cli.asking import DistrictOption, read_date
from services.cli.directory import FromOption, SiteArgument, Town, TraegerOption, emit_made, emit_rows
from services.cli.failures import wrong_usage
from services.cli.output import Form, FormOption
from services.contracts.days_of_hours import days_of_hours
from services.contracts.districts import Hours, SiteKind
from services.contracts.hours_text import HoursUnreadable, hours_text, read_hours
from services.districts.place_queries import site_list, timetable
from services.districts.places_desk import PlacesDesk, SiteDetails

site_app: Final = typer.Typer(no_args_is_help=True, help="Standorte und Sprechzeiten.")
KINDS: Final = get_args(SiteKind)
OnOption = Annotated[str, typer.Option("--on", help="Tag", metavar="DATUM")]


@site_app.command("add")
def add_site(
    name: Annotated[str, typer.Argument(help="Name", metavar="NAME")],
    district: DistrictOption,
    traeger: TraegerOption,
    sozialraum: Annotated[str, typer.Option(help="Sozialraum")],
    kind: Annotated[str, typer.Option(help=f"Art: {', '.join(KINDS)}")] = "office",
    address: Annotated[str | None, typer.Option(help="Anschrift der Einrichtung")] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Eröffnet einen Standort, oder einen geschlossenen wieder."""
    if kind not in KINDS:
        raise wrong_usage(f"--kind: „{kind}“ gibt es nicht, möglich sind {', '.join(KINDS)}.")
    town = Town(district)
    details = SiteDetails(name=name, sozialraum=sozialraum, kind=cast("SiteKind", kind), address=address)
    made = PlacesDesk(town.service, town.district).open_site(town.traeger(traeger), details, town.context)
    emit_made(town, {"site_id": made.id, "name": name.strip(), "sozialraum": sozialraum}, form)


@site_app.command("close")
def close_site(
    site: SiteArgument,
    district: DistrictOption,
    on: Annotated[str, typer.Option("--on", help="letzter Tag", metavar="DATUM")],
    form: FormOption = Form.TEXT,
) -> None:
    """Schließt einen Standort."""
    town, day = Town(district), read_date(on, "--on")
    site_id = town.site(site)
    PlacesDesk(town.service, town.district).close_site(site_id, day, town.context)
    emit_made(town, {"site_id": site_id, "on": day}, form)


@site_app.command("hours")
def set_hours(
    site: SiteArgument,
    district: DistrictOption,
    start: FromOption,
    hours: Annotated[
        list[str], typer.Option("--open", help="„Mo 09:00-12:00“ oder „Do 14:00-18:00 telefon“; mehrfach möglich")
    ],
    *,
    on_holidays: Annotated[bool, typer.Option("--on-holidays", help="auch an Feiertagen")] = False,
    form: FormOption = Form.TEXT,
) -> None:
    """Legt die wöchentlichen Sprechzeiten ab einem Tag fest, alle zusammen."""
    town, first = Town(district), read_date(start, "--from")
    site_id = town.site(site)
    try:
        read = tuple(read_hours(text) for text in hours)
    except HoursUnreadable as unreadable:
        raise wrong_usage(f"--open: {unreadable}") from None
    PlacesDesk(town.service, town.district).set_hours(site_id, first, read, town.context, on_holidays=on_holidays)
    emit_made(town, {"site_id": site_id, "from": first, "hours": ", ".join(map(hours_text, read))}, form)


@site_app.command("except")
def except_hours(
    site: SiteArgument,
    district: DistrictOption,
    on: OnOption,
    hours: Annotated[
        list[str] | None, typer.Option("--open", help="„09:00-12:00“; mehrfach möglich, ohne Angabe geschlossen")
    ] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Ändert die Sprechzeiten eines einzigen Tages."""
    town, day = Town(district), read_date(on, "--on")
    site_id = town.site(site)
    read: tuple[Hours, ...]
    try:
        read = tuple(read_hours(text, day) for text in hours or [])
    except HoursUnreadable as unreadable:
        raise wrong_usage(f"--open: {unreadable}") from None
    PlacesDesk(town.service, town.district).except_hours(site_id, day, read, town.context)
    emit_made(town, {"site_id": site_id, "on": day, "hours": ", ".join(map(hours_text, read))}, form)


@site_app.command("calendar")
def calendar(
    site: SiteArgument,
    district: DistrictOption,
    start: FromOption,
    end: Annotated[str, typer.Option("--to", help="letzter Tag", metavar="DATUM")],
    form: FormOption = Form.TEXT,
) -> None:
    """Zeigt die Sprechzeiten Tag für Tag, mit Feiertagen und Ausnahmen."""
    town = Town(district)
    first, last = read_date(start, "--from"), read_date(end, "--to")
    known = timetable(town.service.pool, town.district, town.site(site))
    if known is None:
        raise wrong_usage(f"Standort „{site}“ gibt es in diesem Landkreis nicht.")
    rows = [
        {"on": str(day.on), "hours": [hours_text(each) for each in day.hours], "holiday": day.holiday}
        for day in days_of_hours(known, first, last)
    ]
    emit_rows("Sprechzeiten", rows, form, {"on": "Tag", "hours": "Sprechzeiten", "holiday": "Feiertag"})


@site_app.command("list")
def list_sites(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt alle Standorte."""
    town = Town(district)
    rows = [
        {
            "site_id": str(row.site_id),
            "name": row.name,
            "sozialraum": row.sozialraum,
            "kind": row.kind,
            "address": row.address,
            "traeger_id": str(row.traeger_id),
            "closed": row.last_day and str(row.last_day),
        }
        for row in site_list(town.service.pool, town.district)
    ]
    columns = {"name": "Name", "sozialraum": "Sozialraum", "kind": "Art", "closed": "letzter Tag", "site_id": "ID"}
    emit_rows("Standorte", rows, form, columns)
