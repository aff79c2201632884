"""``lotse land …``: what districts released, for the Land."""

import typer

from services.cli.asking import settings
from services.cli.files import OutOption, hand_out
from services.cli.report_asking import PeriodOption, ReportForm, ReportFormOption, read_period
from services.kernel.database import pool
from services.kernel.feed import LogFeed
from services.kernel.registry import registered_districts
from services.kernel.settings import Settings
from services.reporting.documents import transmission_file
from services.reporting.reports import Reports, heads_of

land_app = typer.Typer(no_args_is_help=True, help="Land: was die Landkreise abgegeben haben.")


@land_app.callback()
def land() -> None:
    """Land: was die Landkreise abgegeben haben."""


@land_app.command("rollup")
def rollup(period: PeriodOption, form: ReportFormOption = ReportForm.JSON, out: OutOption = None) -> None:
    """Tabellen 6 und 10 über alle Landkreise, aus freigegebenen Berichten; nie aus Angaben von Personen."""
    of = settings()
    asked = read_period(period)
    reports = Reports.of(of)
    for key in _districts(of):
        reports.arrived(key, heads_of(LogFeed(of), key))
    hand_out(transmission_file(reports.rollup(asked), form.value).content, out)


def _districts(of: Settings) -> list[str]:
    with pool(of.service_database_url("reporting")).connection() as conn:
        return [one.key for one in registered_districts(conn)]
