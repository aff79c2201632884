"""``lotse bi …``: what BI tools connect with, and files for them."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.asking import DistrictOption, known_district, settings
from services.cli.files import writing
from services.cli.output import Form, FormOption, emit, emit_json
from services.kernel.open_views import views_of
from services.reporting.bi.credentials import credentials as credentials_of

bi_app = typer.Typer(no_args_is_help=True, help="Auswertungswerkzeuge: Zugang zu den Sichten, Dateien.")


@bi_app.command("credentials")
def credentials(
    district: DistrictOption,
    rotate: Annotated[bool, typer.Option("--rotate", help="neues Kennwort; das alte gilt dann nicht mehr")] = False,
    form: FormOption = Form.TEXT,
) -> None:
    """Gibt die Adresse aus, unter der ein Auswertungswerkzeug die Sichten liest; sie enthält das Kennwort."""
    of = settings()
    key = known_district(of, district)
    made = credentials_of(of, key, rotate=rotate)
    if form is Form.JSON:
        emit_json({"district": key, "role": made.role, "schema": views_of(key), "url": made.url})
    else:
        typer.echo(made.url)


@bi_app.command("export")
def export(
    district: DistrictOption,
    out: Annotated[Path, typer.Option("--out", help="Ordner für die Dateien", metavar="DIR")],
    form: FormOption = Form.TEXT,
) -> None:
    """Schreibt Journal und Auswertungstabellen als Parquet-Dateien; nur für die verantwortliche Stelle.

    Das Journal bleibt versiegelt. Die Tabellen enthalten Angaben zu einzelnen Personen unter Kennungen.
    """
    from services.reporting.bi.export import export as export_to  # noqa: PLC0415 - its library loads slowly

    of = settings()
    key = known_district(of, district)
    with writing(out):
        written = export_to(of, key, out)
    emit({"district": key, **{one.name: one.rows for one in written}}, form)
