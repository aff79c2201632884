"""``lotse form …``: released texts as PDF, to be printed and signed."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.asking import DistrictOption, OperationOption, known_district, settings
from services.cli.failures import wrong_usage
from services.cli.files import writing
from services.cli.output import Form, FormOption, emit, emit_json, emit_table
from services.intake.forms.library import released
from services.intake.forms_desk import FormUnknown, blank_form
from services.intake.imports.failures import OperationUnknown
from services.kernel.database import pool

form_app = typer.Typer(no_args_is_help=True, help="Formulare: Einwilligungen, Merkblatt, Fragebogen.")


@form_app.command("list")
def list_forms(form: FormOption = Form.TEXT) -> None:
    """Zeigt alle freigegebenen Texte in allen Versionen."""
    if form is Form.JSON:
        emit_json([{"key": text.key, "version": text.version, "title": text.title} for text in released()])
        return
    emit_table("Formulare", ("Schlüssel", "Version", "Titel"), [(t.key, t.version, t.title) for t in released()])


@form_app.command("print")
def print_form(
    key: Annotated[str, typer.Argument(help="Schlüssel des Textes, zum Beispiel merkblatt", metavar="KEY")],
    district: DistrictOption,
    operation: OperationOption,
    out: Annotated[Path, typer.Option("--out", help="PDF-Datei, die geschrieben wird", metavar="FILE")],
    version: Annotated[int | None, typer.Option(help="Version; ohne Angabe die neueste")] = None,
    code_word: Annotated[str | None, typer.Option(help="Codewort, das auf das Papier gedruckt wird")] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Schreibt ein Formular als PDF zum Ausdrucken und Unterschreiben."""
    of = settings()
    opened_in = known_district(of, district)
    try:
        content = blank_form(pool(of.service_database_url("intake")), opened_in, operation, (key, version), code_word)
    except (FormUnknown, OperationUnknown) as unknown:
        raise wrong_usage(str(unknown)) from None
    with writing(out):
        out.write_bytes(content)
    emit({"form": key, "file": str(out)}, form)
