"""``lotse vocabulary …`` and ``lotse instrument …``: what a district defines for itself."""

from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from services.cli.asking import DistrictOption
from services.cli.directory import Town, emit_made
from services.cli.failures import wrong_usage
from services.cli.output import Form, FormOption, emit_json, emit_table
from services.contracts.districts import InstrumentReleased, VocabularyReleased
from services.districts.definition_files import FileUnusable, read_instrument, read_topics
from services.districts.definition_queries import instruments, released_instrument, released_topics
from services.districts.definitions_desk import DefinitionsDesk
from services.districts.folding import fold

vocabulary_app: Final = typer.Typer(no_args_is_help=True, help="Themenliste des Landkreises, in Versionen.")
instrument_app: Final = typer.Typer(no_args_is_help=True, help="Instrumente für Stärken, in Versionen.")
FileArgument = Annotated[Path, typer.Argument(help="Datei (TOML oder JSON)", metavar="DATEI")]
VersionOption = Annotated[int | None, typer.Option("--version", help="Version; ohne Angabe die neueste", min=0)]


@vocabulary_app.command("release")
def release_vocabulary(file: FileArgument, district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Gibt eine Themenliste frei; jede Version ist die ganze Liste und ändert sich nie."""
    town = Town(district)
    try:
        terms = read_topics(file)
    except FileUnusable as unusable:
        raise wrong_usage(str(unusable)) from None
    DefinitionsDesk(town.service, town.district).release_topics(terms, town.context)
    fold(town.of, town.district)
    released = released_topics(town.service.pool, town.district)
    assert released is not None  # the common list, at least
    emit_made(town, {"vocabulary": "topics", "version": released.version, "terms": len(terms)}, form)


@vocabulary_app.command("show")
def show_vocabulary(district: DistrictOption, version: VersionOption = None, form: FormOption = Form.TEXT) -> None:
    """Zeigt die Themenliste; Version 0 ist die gemeinsame Liste."""
    town = Town(district)
    released = released_topics(town.service.pool, town.district, version)
    if released is None:
        raise wrong_usage(f"--version: Die Version {version} gibt es nicht.")
    if form is Form.JSON:
        emit_json(msgspec.to_builtins(released))
        return
    emit_topics(released)


def emit_topics(released: VocabularyReleased) -> None:
    rows = [(each.key, each.label, each.core, ", ".join(each.handlungsfelder)) for each in released.terms]
    columns = ["Schlüssel", "Bezeichnung", "gemeinsamer Eintrag", "Handlungsfelder"]
    emit_table(f"Themenliste, Version {released.version}", columns, rows)


@instrument_app.command("release")
def release_instrument(file: FileArgument, district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Gibt ein Instrument frei; eine Version ändert sich nie."""
    town = Town(district)
    try:
        command = read_instrument(file)
    except FileUnusable as unusable:
        raise wrong_usage(str(unusable)) from None
    DefinitionsDesk(town.service, town.district).release_instrument(command, town.context)
    fold(town.of, town.district)
    released = released_instrument(town.service.pool, town.district, command.instrument)
    assert released is not None  # it was released above
    emit_made(town, {"instrument": command.instrument, "version": released.version}, form)


@instrument_app.command("show")
def show_instrument(
    key: Annotated[str, typer.Argument(help="Schlüssel des Instruments", metavar="KEY")],
    district: DistrictOption,
    version: VersionOption = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Zeigt ein Instrument mit Skala und Aussagen."""
    town = Town(district)
    released = released_instrument(town.service.pool, town.district, key, version)
    if released is None:
        known = ", ".join(each.instrument for each in instruments(town.service.pool, town.district)) or "keines"
        raise wrong_usage(f"Dieses Instrument gibt es nicht, oder nicht in dieser Version. Freigegeben: {known}.")
    if form is Form.JSON:
        emit_json(msgspec.to_builtins(released))
        return
    emit_instrument(released)


def emit_instrument(released: InstrumentReleased) -> None:
    rows = [(dimension.label, item.text, item.weight) for dimension in released.dimensions for item in dimension.items]
    emit_table(f"{released.label}, Version {released.version}", ["Dimension", "Aussage", "Gewicht"], rows)
    scale = enumerate(released.scale.labels, released.scale.lowest)
    emit_table("Skala", ["Wert", "Worte"], list(scale))
