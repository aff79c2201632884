"""``lotse explain``, ``lotse explain-activity``: who is behind a figure, by which rule, and which facts decided it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import typer

from services.cli.asking import (
    DistrictOption,
    Instant,
    OperationOption,
    read_date,
    read_instant,
    settings,
)
from services.cli.output import DocumentFormOption, Form, emit_json, form_of
from services.cli.report_asking import (
    AsOfOption,
    CatalogueOption,
    CatalogueVersionOption,
    FirstDayOption,
    LastDayOption,
    OnlyOperationOption,
    reports_in,
)
from services.intake.participant_numbers import NumbersOfVault
from services.kernel.pages.wording import day
from services.kernel.times import rfc3339
from services.reporting.activity import ActivityQuestion
from services.reporting.esf import EsfQuestion
from services.reporting.explaining.activity.documents import figure_document
from services.reporting.explaining.activity.figures import FigureLine, FigureQuestion
from services.reporting.explaining.asking import CellAnswer, CellQuestion
from services.reporting.explaining.cell import Line
from services.reporting.explaining.documents import Numbers, cell_document, numbers_of, rule_told
from services.reporting.explaining.events import Event


class GenderAsked(StrEnum):
    """The columns of a cell."""

    FEMALE = "female"
    MALE = "male"
    NON_BINARY = "non_binary"
    TOTAL = "total"


def explain(
    district: DistrictOption,
    operation: OperationOption,
    as_of: AsOfOption,
    indicator: Annotated[str, typer.Option(help="Indikator, zum Beispiel EECO07", metavar="CODE")],
    gender: Annotated[GenderAsked, typer.Option(help="Spalte der Zelle")] = GenderAsked.TOTAL,
    known_at: Instant = None,
    catalogue: CatalogueOption = None,
    catalogue_version: CatalogueVersionOption = None,
    submission: Annotated[
        UUID | None, typer.Option(help="diese Abgabe, an den Stellen, auf denen sie beruht", metavar="ID")
    ] = None,
    form: DocumentFormOption = None,
) -> None:
    """Erklärt eine Zelle des ESF-Berichts: wer zählt, wer nicht, nach welcher Regel und aus welchen Ereignissen."""
    report = EsfQuestion(
        operation=operation,
        as_of=read_date(as_of, "--as-of"),
        known_at=read_instant(known_at),
        catalogue=catalogue,
        catalogue_version=catalogue_version,
    )
    question = CellQuestion(report=report, indicator=indicator, gender=gender.value, submission=submission)
    reports, key, heads = reports_in(district)
    answer = reports.explain_cell(key, question, heads)
    lines = [*answer.counted_lines, *answer.not_counted_lines]
    numbers = numbers_of(NumbersOfVault.of(settings()), key, lines)
    if form_of(form) is Form.JSON:
        emit_json(cell_document(answer, numbers))
    else:
        _tell(answer, numbers)


def explain_activity(
    district: DistrictOption,
    figure: Annotated[str, typer.Option(help="Kennzahl, zum Beispiel clients_reached", metavar="NAME")],
    start: FirstDayOption,
    end: LastDayOption,
    key: Annotated[str | None, typer.Option(help="Merkmal einer aufgegliederten Kennzahl", metavar="KEY")] = None,
    operation: OnlyOperationOption = None,
    form: DocumentFormOption = None,
) -> None:
    """Erklärt eine Kennzahl des Tätigkeitsberichts: was zählt, was nicht, warum und aus welchen Ereignissen."""
    report = ActivityQuestion(start=read_date(start, "--from"), end=read_date(end, "--to"), operation=operation)
    question = FigureQuestion(report=report, figure=figure, key=key)
    reports, of_district, heads = reports_in(district)
    answer = reports.explain_figure(of_district, question, heads)
    if form_of(form) is Form.JSON:
        emit_json(figure_document(answer))
        return
    typer.echo(f"{answer.title}: {answer.value}")
    _tell_figure(f"Gezählt: {answer.counted}", answer.counted_lines)
    _tell_figure(f"Nicht gezählt: {answer.not_counted}", answer.not_counted_lines)


def _tell_figure(title: str, lines: Sequence[FigureLine]) -> None:
    typer.echo(f"\n{title}")
    for line in lines:
        typer.echo(f"  {line.tally.thing.what}, {day(line.tally.thing.on)}: {line.tally.rule}")
        _tell_events(line.events)


def _tell(answer: CellAnswer, numbers: Numbers) -> None:
    typer.echo(f"{answer.code} {answer.title}")
    _tell_lines(f"Gezählt: {answer.counted}", answer.counted_lines, numbers)
    _tell_lines(f"Nicht gezählt: {answer.not_counted}", answer.not_counted_lines, numbers)


def _tell_lines(title: str, lines: Sequence[Line], numbers: Numbers) -> None:
    typer.echo(f"\n{title}")
    for line in lines:
        typer.echo(f"  {_called(line, numbers)}: {rule_told(line.verdict, numbers)}")
        _tell_events(line.events)


def _tell_events(events: Sequence[Event]) -> None:
    for event in events:
        typer.echo(f"    {rfc3339(event.time)}  {event.source} {event.sequence}  {event.type}  {event.actor}")


def _called(line: Line, numbers: Numbers) -> str:
    if line.participation is None:
        return "ohne Teilnahme"
    return numbers.get(line.participation) or "gelöscht"
