"""``lotse import …``: participants, statuses and contacts from CSV or XLSX; figures: ``statistics``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from services.cli.asking import actor, known_district, settings
from services.cli.failures import CommandFailed, Exit, wrong_usage
from services.cli.output import Form, FormOption, emit_json, emit_table, messages, say
from services.cli.statistics import HELP as STATISTICS_HELP
from services.cli.statistics import import_statistics
from services.intake.application import intake
from services.intake.imports.columns import Kind, columns
from services.intake.imports.ledger import Progress as Advance
from services.intake.imports.result import ImportResult
from services.kernel.files.failures import FileRefused

WARNINGS_SHOWN: Final = 10
HELP: Final[dict[Kind, str]] = {
    "participants": "Teilnahmen: eine Zeile je Teilnahme, eine geänderte Zeile berichtigt.",
    "statuses": "Verbleib nach dem Austritt: jede neue Zeile ist eine weitere Angabe.",
    "contacts": "Kontakte der Anlaufstellen: eine Zeile je Kontakt, eine geänderte Zeile berichtigt.",
}

import_app = typer.Typer(no_args_is_help=True, help="Dateien einlesen (CSV oder XLSX).")

FileArgument = Annotated[Path | None, typer.Argument(help="CSV- oder XLSX-Datei", metavar="DATEI", show_default=False)]
DistrictChoice = Annotated[str | None, typer.Option("--district", help="Schlüssel des Landkreises", metavar="KEY")]
OperationChoice = Annotated[str | None, typer.Option("--operation", help="Schlüssel des Vorhabens", metavar="KEY")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="nur prüfen, nichts speichern")]
Errors = Annotated[Path | None, typer.Option(help="wohin die abgelehnten Zeilen geschrieben werden", metavar="DATEI")]
Columns = Annotated[bool, typer.Option("--columns", help="zeigt die Spalten und ihre deutschen Namen")]


def _command(kind: Kind) -> Callable[..., None]:
    def import_file(
        file: FileArgument = None,
        district: DistrictChoice = None,
        operation: OperationChoice = None,
        dry_run: DryRun = False,
        errors: Errors = None,
        show_columns: Columns = False,
        form: FormOption = Form.TEXT,
    ) -> None:
        _run(kind, file, district, operation, dry_run, errors, show_columns, form)

    return import_file


for _kind, _help in HELP.items():
    import_app.command(_kind, help=_help)(_command(_kind))
import_app.command("statistics", help=STATISTICS_HELP)(import_statistics)


def _run(
    kind: Kind,
    file: Path | None,
    district: str | None,
    operation: str | None,
    dry_run: bool,
    errors: Path | None,
    show_columns: bool,
    form: Form,
) -> None:
    if show_columns:
        _show_columns(kind, form)
        return
    if file is None or district is None or operation is None:
        raise wrong_usage("DATEI, --district und --operation werden gebraucht; --columns zeigt die Spalten.")
    of = settings()
    known_district(of, district)
    try:
        with _progress() as advance:
            result = intake(of).import_file(
                kind, file, district, operation, actor=actor(), dry_run=dry_run, errors=errors, progress=advance
            )
    except FileRefused as refused:
        raise CommandFailed(str(refused), Exit.USAGE) from refused
    _tell(result, form)
    if result.refused:
        where = errors or f"{file}.errors.csv"
        count = "Eine Zeile" if len(result.refused) == 1 else f"{len(result.refused)} Zeilen"
        raise CommandFailed(f"{count} abgelehnt, siehe {where}.", Exit.ROWS_REFUSED)


@contextmanager
def _progress() -> Iterator[Advance]:
    """A bar on a terminal, nothing elsewhere."""
    shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*shown, console=messages, disable=not messages.is_terminal) as bar:
        task = bar.add_task("Zeilen", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _tell(result: ImportResult, form: Form) -> None:
    for remark in result.remarks[:WARNINGS_SHOWN]:
        say(f"Hinweis: {remark}")
    if len(result.remarks) > WARNINGS_SHOWN:
        say(f"… und {len(result.remarks) - WARNINGS_SHOWN} weitere Hinweise (alle mit --format json).")
    if form is Form.JSON:
        emit_json(result.as_json())
        return
    names = {
        "rows": "Zeilen",
        "entered": "neu",
        "corrected": "berichtigt",
        "submitted": "eingereicht",
        "cancelled": "storniert",
        "retracted": "zurückgenommen",
        "unchanged": "unverändert",
        "refused": "abgelehnt",
    }
    counts = result.as_json()
    prefix = "Probelauf, nichts gespeichert: " if result.dry_run else ""
    typer.echo(prefix + ", ".join(f"{counts[key]} {name}" for key, name in names.items()))


def _show_columns(kind: Kind, form: Form) -> None:
    if form is Form.JSON:
        emit_json([{"name": c.name, "required": c.required, "aliases": list(c.aliases)} for c in columns(kind)])
        return
    rows = [(c.name, "ja" if c.required else "", ", ".join(c.aliases)) for c in columns(kind)]
    emit_table("Spalten", ("Spalte", "Pflicht", "auch erlaubt"), rows)
