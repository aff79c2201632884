"""What commands about reports share: their options, and the reports of a district."""

from enum import StrEnum
from typing import Annotated

import typer

from services.cli.asking import known_district, settings
from services.cli.failures import wrong_usage
from services.kernel.feed import LogFeed
from services.reporting.checking.periods import NotAPeriod, Period
from services.reporting.reports import Heads, Reports, heads_of


class ReportForm(StrEnum):
    """Forms of a report document."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


ReportFormOption = Annotated[ReportForm, typer.Option("--format", help="json, csv, xlsx oder pdf")]
AsOfOption = Annotated[str, typer.Option("--as-of", help="Stichtag", metavar="DATUM")]
FirstDayOption = Annotated[str, typer.Option("--from", help="erster Tag", metavar="DATUM")]
LastDayOption = Annotated[str, typer.Option("--to", help="letzter Tag", metavar="DATUM")]
PeriodOption = Annotated[str, typer.Option("--period", help="Meldezeitraum, JJJJ06 oder JJJJ12", metavar="ZEITRAUM")]
OnlyOperationOption = Annotated[str | None, typer.Option("--operation", help="nur dieses Vorhaben", metavar="KEY")]
CatalogueOption = Annotated[
    str | None, typer.Option("--catalogue", help="unter den Regeln dieses Katalogs statt des eigenen", metavar="KEY")
]
CatalogueVersionOption = Annotated[int | None, typer.Option("--catalogue-version", help="Fassung des Katalogs", min=1)]


def read_period(text: str) -> Period:
    """``202612``; otherwise exit 2."""
    try:
        return Period.named(text)
    except NotAPeriod as refused:
        raise wrong_usage(f"--period: {refused.title}") from refused


def reports_in(district: str) -> tuple[Reports, str, Heads]:
    """Reports, the key of a district that is open (otherwise exit 2), and how far its sources have recorded by now."""
    of = settings()
    key = known_district(of, district)
    return Reports.of(of), key, heads_of(LogFeed(of), key)
