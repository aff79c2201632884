"""``lotse audit sample``: participations drawn reproducibly, each with its evidence."""

from enum import StrEnum
from typing import Annotated

import typer

from services.cli.asking import OperationOption, actor, known_district, read_date, settings
from services.cli.failures import wrong_usage
from services.cli.files import OutOption, hand_out
from services.cli.mandates import arrived_reporting
from services.districts.application import operator
from services.intake.participant_numbers import NumbersOfVault
from services.kernel.database import pool
from services.kernel.registry import registered_districts
from services.kernel.settings import Settings
from services.kernel.times import today
from services.reporting.auditing.sample import LARGEST, Draw
from services.reporting.auditing.sample_tables import sample_tables
from services.reporting.auditing.samples_desk import SamplesDesk
from services.reporting.documents import json_bytes
from services.reporting.esf import Document, EsfQuestion
from services.reporting.printing import pdf_bytes
from services.reporting.reports import Reports


class SampleForm(StrEnum):
    """Forms of a sample."""

    TEXT = "text"
    JSON = "json"
    PDF = "pdf"


def sample(
    operation: OperationOption,
    size: Annotated[int, typer.Option("--n", help="wie viele Teilnahmen", min=1, max=LARGEST)],
    seed: Annotated[int, typer.Option("--seed", help="Startwert; derselbe zieht dieselben", min=0, max=2**63 - 1)],
    district: Annotated[
        str | None, typer.Option("--district", help="Landkreis; ohne Angabe der mit diesem Vorhaben", metavar="KEY")
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="Stichtag; ohne Angabe heute", metavar="DATUM")] = None,
    form: Annotated[SampleForm, typer.Option("--format", help="text, json oder pdf")] = SampleForm.TEXT,
    out: OutOption = None,
) -> None:
    """Zieht eine Stichprobe und zeigt zu jeder Teilnahme die Belege nach den Fragen des Prüfbogens."""
    of = settings()
    key = _the_one_with(of, operation) if district is None else known_district(of, district)
    day = today() if as_of is None else read_date(as_of, "--as-of")
    desk = SamplesDesk(arrived_reporting(of, key), key)
    draw = Draw(EsfQuestion(operation=operation, as_of=day), seed, size)
    made = desk.draw(draw, operator(actor()), {})
    hand_out(_content(desk.told(desk.drawn(made.sample_id), NumbersOfVault.of(of)), form), out)


def _the_one_with(of: Settings, operation: str) -> str:
    """The district that has this operation; exit 2 where none or several have it."""
    reports = Reports.of(of)
    with pool(of.service_database_url("districts")).connection() as connection:
        keys = [each.key for each in registered_districts(connection)]
    having = [key for key in keys if any(each.operation == operation for each in reports.operations(key))]
    if len(having) != 1:
        what = f"mehrere Landkreise: {', '.join(having)}" if having else "keinen Landkreis"
        raise wrong_usage(f"Das Vorhaben „{operation}“ nennt {what}. Bitte --district angeben.")
    return having[0]


def _content(document: Document, form: SampleForm) -> bytes:
    match form:
        case SampleForm.JSON:
            return json_bytes(document)
        case SampleForm.PDF:
            return pdf_bytes(sample_tables(document))
        case SampleForm.TEXT:
            return _text(document).encode()


def _text(document: Document) -> str:
    """For people: one block a table, one paragraph a question."""
    report = sample_tables(document)
    lines = [f"{name}: {value}" for name, value in report.about]
    for table in report.tables:
        lines += ["", table.title]
        for asked, remark, said, facts in table.rows:
            lines += [f"  {asked}", f"    {said}: {remark}", f"    Ereignisse: {facts}"]
    return "\n".join(lines) + "\n"
