"""``lotse directory …``: partners and offers as files, out and in (HSDS 3, CSV)."""

from pathlib import Path
from typing import Annotated, Final

import typer

from services.cli.asking import DistrictOption, actor, known_district, settings
from services.cli.failures import CommandFailed, Exit, wrong_usage
from services.cli.files import hand_out
from services.cli.output import emit_json, emit_table, say
from services.kernel.files.errors_file import errors_target, write_errors
from services.kernel.files.failures import FileRefused
from services.referral.application import referral
from services.referral.exchange.csv_columns import COLUMNS, SHEETS, Sheet
from services.referral.exchange.imported import Imported
from services.referral.exchange.importing import UnknownDefaultKind
from services.referral.exchange.service import FORMS, USUAL_KIND, Form, exported, imported
from services.referral.folding import fold

REMARKS_SHOWN: Final = 10

directory_app = typer.Typer(no_args_is_help=True, help="Verzeichnis der Partner und Angebote: ausgeben, einlesen.")

FormatOption = Annotated[
    str, typer.Option("--format", help="hsds (HSDS 3, JSON), partners oder offers (Tabellen, CSV)", metavar="FORM")
]
Columns = Annotated[bool, typer.Option("--columns", help="zeigt die Spalten der Tabellen")]
FileArgument = Annotated[
    Path | None, typer.Argument(help="HSDS-Datei (JSON) oder Tabelle (CSV, XLSX)", metavar="DATEI", show_default=False)
]
DistrictChoice = Annotated[str | None, typer.Option("--district", help="Schlüssel des Landkreises", metavar="KEY")]


@directory_app.command("export", help="Schreibt das ganze Verzeichnis in eine Datei, mit Ansprechpersonen.")
def export(
    district: DistrictOption,
    out: Annotated[Path, typer.Option("--out", help="wohin", metavar="DATEI")],
    form: FormatOption = "hsds",
) -> None:
    of = settings()
    known_district(of, district)
    chosen = _form(form)
    fold(of, district)
    hand_out(exported(referral(of), district, chosen), out)


@directory_app.command("import", help="Liest Partner und Angebote ein; dieselbe Datei noch einmal ändert nichts.")
def import_(
    file: Annotated[
        Path | None, typer.Argument(help="HSDS-Datei (JSON) oder Tabelle (CSV, XLSX)", metavar="DATEI")
    ] = None,
    district: Annotated[str | None, typer.Option("--district", help="Schlüssel des Landkreises", metavar="KEY")] = None,
    form: FormatOption = "hsds",
    partner_kind: Annotated[
        str, typer.Option("--partner-kind", help="Partnerart, wo die Datei keine nennt", metavar="ART")
    ] = USUAL_KIND,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="nur prüfen, nichts speichern")] = False,
    errors: Annotated[
        Path | None, typer.Option(help="wohin die abgelehnten Einträge geschrieben werden", metavar="DATEI")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="das Ergebnis für Programme")] = False,
    show_columns: Columns = False,
) -> None:
    if show_columns:
        _show_columns()
        return
    if file is None or district is None:
        raise wrong_usage("DATEI und --district werden gebraucht; --columns zeigt die Spalten der Tabellen.")
    of = settings()
    known_district(of, district)
    fold(of, district)
    try:
        content, target = _content(file), errors_target(file, errors)
        done = imported(referral(of), district, _form(form), content, actor(), kind=partner_kind, dry_run=dry_run)
    except (FileRefused, UnknownDefaultKind) as refused:
        raise CommandFailed(str(refused), Exit.USAGE) from refused
    write_errors(target, done.faults)
    _tell(done, as_json=as_json)
    if done.faults:
        count = "Ein Eintrag" if done.refused == 1 else f"{done.refused} Einträge"
        raise CommandFailed(f"{count} abgelehnt, siehe {target}.", Exit.ROWS_REFUSED)


def _form(text: str) -> Form:
    chosen = next((form for form in FORMS if form == text), None)
    if chosen is None:
        raise wrong_usage(f"--format: Möglich sind {', '.join(FORMS)}.")
    return chosen


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise wrong_usage(f"Die Datei {file} kann nicht gelesen werden.") from None


def _tell(done: Imported, *, as_json: bool) -> None:
    for remark in done.remarks[:REMARKS_SHOWN]:
        say(f"Hinweis: {remark}")
    if len(done.remarks) > REMARKS_SHOWN:
        say(f"… und {len(done.remarks) - REMARKS_SHOWN} weitere Hinweise (alle mit --json).")
    if as_json:
        emit_json(done.document())
        return
    prefix = "Probelauf, nichts gespeichert: " if done.dry_run else ""
    typer.echo(
        f"{prefix}{done.records} Einträge gelesen, {done.listed} neu, {done.corrected} berichtigt, "
        f"{done.unchanged} unverändert, {done.refused} abgelehnt"
    )


def _show_columns() -> None:
    for sheet in SHEETS:
        emit_table(_title(sheet), ("Spalte", "Pflicht", "auch erlaubt"), _rows(sheet))


def _rows(sheet: Sheet) -> list[tuple[str, str, str]]:
    return [(column.name, "ja" if column.required else "", column.german) for column in COLUMNS[sheet]]


def _title(sheet: Sheet) -> str:
    return {"partners": "Partner (--format partners)", "offers": "Angebote (--format offers)"}[sheet]
