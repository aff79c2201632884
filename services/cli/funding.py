"""``lotse funding …``: the plan of an operation's money from a file, and how plan and actual stand."""

from typing import Annotated, Final

import msgspec
import typer

from services.cli.asking import DistrictOption, OperationOption
from services.cli.definitions import FileArgument
from services.cli.directory import Town, emit_made
from services.cli.failures import wrong_usage
from services.cli.output import Form, FormOption, emit_json, emit_table
from services.districts.definition_files import FileUnusable
from services.districts.domain.funding_state import expect_opened
from services.districts.domain.periods import Period
from services.districts.funding_desk import FundingDesk
from services.districts.funding_figures import Figures, calendar_years, figures
from services.districts.funding_plan_files import read_plan
from services.districts.funding_warnings import notices
from services.districts.funding_wording import COSTS, SOURCES, percent
from services.kernel.money import euros
from services.kernel.times import today

funding_app: Final = typer.Typer(no_args_is_help=True, help="Finanzierung eines Vorhabens: Plan und Ist.")
YearOption = Annotated[int | None, typer.Option("--year", help="Kalenderjahr; ohne Angabe der gesamte Zeitraum")]


@funding_app.command("plan")
def plan_funding(
    file: FileArgument, district: DistrictOption, operation: OperationOption, form: FormOption = Form.TEXT
) -> None:
    """Hält einen Finanzierungsplan fest; einen mit demselben ersten Tag ersetzt er."""
    town = Town(district)
    try:
        details = read_plan(file)
    except FileUnusable as unusable:
        raise wrong_usage(str(unusable)) from None
    desk = FundingDesk(town.service, town.district, operation)
    known = next((each for each in desk.funding().plans.values() if each.first_day == details.period[0]), None)
    made = desk.plan(details, town.context, None if known is None else known.plan_id)
    emit_made(
        town,
        {"plan_id": made.id, "operation": operation, "from": details.period[0], "to": details.period[1]},
        form,
    )


@funding_app.command("show")
def show_funding(
    district: DistrictOption, operation: OperationOption, year: YearOption = None, form: FormOption = Form.TEXT
) -> None:
    """Zeigt Plan und Ist eines Vorhabens, und worauf zu achten ist."""
    town = Town(district)
    desk = FundingDesk(town.service, town.district, operation)
    opened, funding = expect_opened(desk.opened), desk.funding()
    shown, told = figures(funding, year), notices(funding, Period(opened.start, opened.end), today())
    if form is Form.JSON:
        emit_json(
            {
                "operation": operation,
                "years": calendar_years(funding),
                "figures": msgspec.to_builtins(shown),
                "notices": msgspec.to_builtins(told),
            }
        )
        return
    emit_figures(shown)
    for each in told:
        typer.echo(each.text)


def emit_figures(shown: Figures) -> None:
    period = "gesamter Zeitraum" if shown.year is None else str(shown.year)
    emit_table(
        f"Finanzierung, {period}",
        ["Mittelgeber", "Geplant", "Anteil", "Abgerufen", "Eingegangen"],
        [
            (
                SOURCES[each.source],
                euros(each.planned),
                percent(each.planned_share),
                euros(each.called),
                euros(each.received),
            )
            for each in shown.sources
        ],
    )
    emit_table(
        f"Kosten, {period}",
        ["Kostenart", "Geplant", "Ausgegeben"],
        [(COSTS[each.kind], euros(each.planned), euros(each.spent)) for each in shown.costs],
    )
