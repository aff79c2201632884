"""``lotse estimate …``: informed estimates of the traits of Annex I, point 1.2."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from services.cli.asking import DistrictOption, OperationOption, actor, known_district, read_date, settings
from services.cli.failures import CommandFailed, Exit, wrong_usage
from services.cli.output import Form, FormOption, emit, emit_json, emit_table
from services.contracts.intake import EstimateMethod
from services.districts.application import operator
from services.intake.application import intake
from services.intake.estimates_desk import FiguresDesk, GivenEstimate
from services.intake.estimates_queries import list_estimates
from services.intake.imports.failures import OperationUnknown
from services.kernel.times import rfc3339

estimate_app = typer.Typer(no_args_is_help=True, help="Schätzungen (EECO12 bis EECO17).")

IndicatorOption = Annotated[str, typer.Option("--indicator", help="EECO12 bis EECO17", metavar="CODE")]
OnOption = Annotated[str, typer.Option("--on", help="Stichtag", metavar="DATUM")]
Persons = typer.Option(help="Personen", min=0, max=1_000_000)


@estimate_app.command("record")
def record(
    district: DistrictOption,
    operation: OperationOption,
    indicator: IndicatorOption,
    on: OnOption,
    female: Annotated[int, Persons],
    male: Annotated[int, Persons],
    method: Annotated[EstimateMethod, typer.Option(help="Verfahren")],
    base: Annotated[str, typer.Option(help="Grundlage in Worten", metavar="TEXT")],
    non_binary: Annotated[int, Persons] = 0,
    form: FormOption = Form.TEXT,
) -> None:
    """Erfasst oder ersetzt die Schätzung eines Indikators, kumuliert bis zum Stichtag."""
    of = settings()
    key = known_district(of, district)
    if not base.strip():
        raise wrong_usage("--base: Worauf stützt sich die Schätzung?")
    given = GivenEstimate(
        indicator=indicator,
        on=read_date(on, "--on"),
        values={"female": female, "male": male, "non_binary": non_binary},
        method=method,
        base=base.strip(),
    )
    with telling_what_is_unknown():
        outcome = FiguresDesk(intake(of), key, operation).record_estimate(given, operator(actor()))
    emit({"indicator": indicator, "on": str(given.on), "position": outcome.position}, form)


@estimate_app.command("retract")
def retract(
    district: DistrictOption,
    operation: OperationOption,
    indicator: IndicatorOption,
    on: OnOption,
    form: FormOption = Form.TEXT,
) -> None:
    """Nimmt eine Schätzung zurück; dann gilt wieder die frühere oder der gezählte Wert."""
    of = settings()
    key, day = known_district(of, district), read_date(on, "--on")
    with telling_what_is_unknown():
        outcome = FiguresDesk(intake(of), key, operation).retract_estimate(indicator, day, operator(actor()))
    emit({"indicator": indicator, "on": str(day), "position": outcome.position}, form)


@estimate_app.command("list")
def show(district: DistrictOption, operation: OperationOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt die geltenden Schätzungen mit Grundlage und wer sie erfasst hat."""
    of = settings()
    found = list_estimates(intake(of), known_district(of, district), operation)
    if form is Form.JSON:
        emit_json(
            [
                {
                    "indicator": one.indicator,
                    "on": str(one.on_day),
                    "female": one.female,
                    "male": one.male,
                    "non_binary": one.non_binary,
                    "method": one.method,
                    "base": one.base,
                    "author": one.author,
                    "recorded": rfc3339(one.recorded),
                }
                for one in found
            ]
        )
        return
    columns = ("Indikator", "Stichtag", "Frauen", "Männer", "divers", "Verfahren", "Grundlage", "erfasst von")
    emit_table(
        "Schätzungen",
        columns,
        [
            (one.indicator, one.on_day, one.female, one.male, one.non_binary, one.method, one.base, one.author)
            for one in found
        ],
    )


@contextmanager
def telling_what_is_unknown() -> Iterator[None]:
    """An operation that intake does not know is wrong usage: exit 2."""
    try:
        yield
    except OperationUnknown as unknown:
        raise CommandFailed(str(unknown), Exit.USAGE) from unknown
