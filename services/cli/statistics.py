"""``lotse import statistics``: figures of others from CSV or XLSX."""

from pathlib import Path
from typing import Annotated, Final

import typer

from services.cli.asking import actor, known_district, settings
from services.cli.failures import CommandFailed, Exit, wrong_usage
from services.cli.output import Form, FormOption, emit_json, emit_table, say
from services.events.application import events
from services.events.statistics.columns import COLUMNS
from services.events.statistics.imported import Imported
from services.events.statistics.importing import Import
from services.kernel.files.errors_file import errors_target, write_errors
from services.kernel.files.failures import FileRefused

HELP: Final = "Zahlen anderer Stellen, mit Quelle: eine Zeile je Zahl, eine geänderte Zeile berichtigt."
REMARKS_SHOWN: Final = 10


def import_statistics(
    file: Annotated[
        Path | None, typer.Argument(help="CSV- oder XLSX-Datei", metavar="DATEI", show_default=False)
    ] = None,
    district: Annotated[str | None, typer.Option("--district", help="Schlüssel des Landkreises", metavar="KEY")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="nur prüfen, nichts speichern")] = False,
    errors: Annotated[
        Path | None, typer.Option(help="wohin die abgelehnten Zeilen geschrieben werden", metavar="DATEI")
    ] = None,
    show_columns: Annotated[bool, typer.Option("--columns", help="zeigt die Spalten und ihre deutschen Namen")] = False,
    form: FormOption = Form.TEXT,
) -> None:
    if show_columns:
        _show_columns(form)
        return
    if file is None or district is None:
        raise wrong_usage("DATEI und --district werden gebraucht; --columns zeigt die Spalten.")
    of = settings()
    known_district(of, district)
    try:
        content, target = _content(file), errors_target(file, errors)
        done = Import(events(of), district, actor(), dry_run=dry_run).run(content)
    except FileRefused as refused:
        raise CommandFailed(str(refused), Exit.USAGE) from refused
    write_errors(target, done.refused)
    _tell(done, form)
    if done.refused:
        count = "Eine Zeile" if len(done.refused) == 1 else f"{len(done.refused)} Zeilen"
        raise CommandFailed(f"{count} abgelehnt, siehe {target}.", Exit.ROWS_REFUSED)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise wrong_usage(f"Die Datei {file} kann nicht gelesen werden.") from None


def _tell(done: Imported, form: Form) -> None:
    for remark in done.remarks[:REMARKS_SHOWN]:
        say(f"Hinweis: {remark}")
    if form is Form.JSON:
        emit_json(done.document())
        return
    prefix = "Probelauf, nichts gespeichert: " if done.dry_run else ""
    typer.echo(
        f"{prefix}{done.rows} Zeilen, {done.entered} neu, {done.corrected} berichtigt, {done.unchanged} unverändert, "
        f"{len(done.refused)} abgelehnt, {done.defined} Kennzahlen neu oder berichtigt"
    )


def _show_columns(form: Form) -> None:
    if form is Form.JSON:
        emit_json([{"name": c.name, "required": c.required, "aliases": list(c.aliases)} for c in COLUMNS])
        return
    rows = [(c.name, "ja" if c.required else "", ", ".join(c.aliases)) for c in COLUMNS]
    emit_table("Spalten", ("Spalte", "Pflicht", "auch erlaubt"), rows)
