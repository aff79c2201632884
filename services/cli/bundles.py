"""``lotse audit export`` and ``lotse audit verify``: a district's journal for auditors, and its check."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from services.cli.asking import DistrictOption, settings
from services.cli.failures import CommandFailed, Exit, wrong_usage
from services.cli.files import writing
from services.cli.output import Form, FormOption, emit, emit_json, messages
from services.cli.proving import service_in, typed
from services.kernel.district import InvalidDistrict, valid_key
from services.kernel.feed import LogFeed
from services.kernel.secrets import SecretMissing
from services.kernel.settings import Settings
from services.reporting.proving import verify as verifier
from services.reporting.proving.bundle import export as export_bundle
from services.reporting.proving.bundle_writing import Progress as Advance
from services.reporting.proving.checkpoints import public_key
from services.reporting.reports import heads_of

Bundle = Annotated[Path, typer.Argument(help="das Prüfbündel", metavar="DATEI.zip", exists=True, dir_okay=False)]


def export(
    district: DistrictOption,
    out: Annotated[Path, typer.Option("--out", help="das Prüfbündel", metavar="DATEI.zip", dir_okay=False)],
    form: FormOption = Form.TEXT,
) -> None:
    """Schreibt ein Prüfbündel: das ganze Journal mit allem, was man zum Nachprüfen ohne Server braucht."""
    service, known = service_in(district)
    service.reports.arrived(known, heads_of(LogFeed(service.settings), known))
    with writing(out), _progress() as advance:
        made = export_bundle(service, known, out, typed(), advance)
    emit({"bundle": str(made.id), "entries": made.entries, "manifest": f"sha256:{made.digest}", "file": str(out)}, form)


def verify(
    file: Bundle,
    key: Annotated[str | None, typer.Option(help="Prüfschlüssel aus `lotse audit key`", metavar="TEXT")] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Prüft ein Prüfbündel, ohne Server: mit dem Programm, das auch im Bündel liegt."""
    expected = None if key is None else verifier.read_key(key.strip())
    if key is not None and expected is None:
        raise wrong_usage("--key: Das ist kein Prüfschlüssel.")
    own = None if expected is not None else _own_key(settings(), file)
    result = verifier.verify(str(file), expected or own)
    if form is Form.JSON:
        emit_json(result)
    else:
        _show(result)
    if result["findings"]:
        ours = own is None or result.get("key_confirmed")
        hint = "" if ours else " Ein Bündel einer anderen Installation prüfen Sie mit --key."
        raise CommandFailed(f"Das Bündel ist nicht, was exportiert wurde.{hint}", Exit.NOT_VERIFIED)


def _show(result: dict[str, Any]) -> None:
    typer.echo("unverändert" if not result["findings"] else "verändert")
    for name, title in (("district", "Landkreis"), ("entries", "Einträge"), ("checkpoints", "Prüfpunkte")):
        if name in result:
            typer.echo(f"{title}: {result[name]}")
    if not result.get("key_confirmed"):
        typer.echo("Schlüssel: aus dem Bündel selbst; --key vergleicht ihn mit dem, den Sie bekommen haben")
    for one in result["findings"]:
        place = ", ".join(_places(one))
        typer.echo(f"- {one['what']} ({place})" if place else f"- {one['what']}")


def _places(finding: Mapping[str, Any]) -> Iterator[str]:
    """The file, its lines and the facts, as far as the finding names them."""
    if finding["file"] is not None:
        yield finding["file"]
    if finding["line"] is not None:
        yield f"Zeile {_span(finding['line'], finding['last_line'])}"
    if finding["sequence"]:
        yield f"{finding['source']} {_span(finding['sequence'], finding['last_sequence'])}"


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} bis {last}"


def _own_key(of: Settings, file: Path) -> verifier.Key | None:
    """The key of the district that a bundle names, where this installation is that district's; otherwise None."""
    district = verifier.district_of(str(file))
    try:
        return verifier.read_key(public_key(of.secrets, valid_key(district or "")).text())
    except (SecretMissing, InvalidDistrict):
        return None


@contextmanager
def _progress() -> Iterator[Advance]:
    """A bar on a terminal, nothing elsewhere."""
    shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*shown, console=messages, disable=not messages.is_terminal) as bar:
        task = bar.add_task("Einträge", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
