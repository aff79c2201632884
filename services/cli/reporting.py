"""``lotse report …``: what reporting knows, as documents."""

from typing import Annotated

import typer

from services.cli.asking import DistrictOption, Instant, OperationOption, read_date, read_instant
from services.cli.files import OutOption, hand_out
from services.cli.output import say
from services.cli.report_asking import (
    AsOfOption,
    CatalogueOption,
    CatalogueVersionOption,
    FirstDayOption,
    LastDayOption,
    OnlyOperationOption,
    PeriodOption,
    ReportForm,
    ReportFormOption,
    read_period,
    reports_in,
)
from services.reporting.activity import ActivityQuestion
from services.reporting.checking.report import ChecksQuestion
from services.reporting.checking.sfc_report import SfcQuestion
from services.reporting.documents import (
    activity_file,
    checks_file,
    comparison_file,
    esf_file,
    gaps_file,
    profile_file,
    transmission_file,
)
from services.reporting.esf import EsfQuestion
from services.reporting.gaps import GapsQuestion
from services.reporting.profile import ComparisonQuestion, ProfileQuestion
from services.reporting.submissions.wording import STATES

report_app = typer.Typer(no_args_is_help=True, help="Berichte.")


@report_app.command("esf")
def esf(
    district: DistrictOption,
    operation: OperationOption,
    as_of: AsOfOption,
    known_at: Instant = None,
    catalogue: CatalogueOption = None,
    catalogue_version: CatalogueVersionOption = None,
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Die gemeinsamen Indikatoren des ESF Plus, zu jedem Stichtag und jedem Kenntnisstand."""
    question = EsfQuestion(
        operation=operation,
        as_of=read_date(as_of, "--as-of"),
        known_at=read_instant(known_at),
        catalogue_version=catalogue_version,
        catalogue=catalogue,
    )
    reports, key, heads = reports_in(district)
    document = reports.esf(key, question, heads)
    hand_out(esf_file(document, form.value).content, out)
    if instead := reports.instead_of(key, document):
        say("Einzelne Teilnahmen sind gelöscht und nicht mehr gezählt. Was abgegeben wurde, gilt weiter:")
        for each in instead:
            say(f"  {each.id}, Stichtag {each.as_of:%d.%m.%Y}, {STATES[each.state]}")


@report_app.command("checks")
def checks(
    district: DistrictOption,
    operation: OperationOption,
    as_of: AsOfOption,
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Vor der Abgabe: Stimmigkeit, Regeln der Kommission, Auffälligkeiten, Zielwerte und Meilensteine."""
    question = ChecksQuestion(operation=operation, as_of=read_date(as_of, "--as-of"), records=True)
    reports, key, heads = reports_in(district)
    hand_out(checks_file(reports.checks(key, question, heads), form.value).content, out)


@report_app.command("sfc")
def sfc(
    district: DistrictOption,
    operation: OperationOption,
    period: PeriodOption,
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Tabellen 6 und 10 der Meldung an die Kommission für ein Vorhaben, mit ihren Regeln."""
    question = SfcQuestion(operation, read_period(period))
    reports, key, heads = reports_in(district)
    hand_out(transmission_file(reports.sfc(key, question, heads), form.value).content, out)


@report_app.command("activity")
def activity(
    district: DistrictOption,
    start: FirstDayOption,
    end: LastDayOption,
    operation: OnlyOperationOption = None,
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Wer wurde in einem Zeitraum erreicht, wie oft und worum ging es."""
    question = ActivityQuestion(start=read_date(start, "--from"), end=read_date(end, "--to"), operation=operation)
    reports, key, heads = reports_in(district)
    hand_out(activity_file(reports.activity(key, question, heads), form.value).content, out)


@report_app.command("gaps")
def gaps(
    district: DistrictOption,
    start: FirstDayOption,
    end: LastDayOption,
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Lücken und Überschneidungen der Angebote je Sozialraum und Thema."""
    question = GapsQuestion(read_date(start, "--from"), read_date(end, "--to"))
    reports, key, heads = reports_in(district)
    hand_out(gaps_file(reports.gaps(key, question, heads), form.value).content, out)


@report_app.command("sozialraum")
def sozialraum(
    sozialraum: Annotated[str, typer.Argument(help="Sozialraum")],
    district: DistrictOption,
    as_of: AsOfOption,
    known_at: Instant = None,
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Das Profil eines Sozialraums: Zahlen anderer neben den eigenen."""
    asked = ProfileQuestion(sozialraum=sozialraum, as_of=read_date(as_of, "--as-of"), known_at=read_instant(known_at))
    reports, key, heads = reports_in(district)
    hand_out(profile_file(reports.profile(key, asked, heads), form.value).content, out)


@report_app.command("comparison")
def comparison(
    statistic: Annotated[str, typer.Argument(help="Kennzahl")],
    district: DistrictOption,
    as_of: AsOfOption,
    known_at: Instant = None,
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Eine Kennzahl in allen Sozialräumen und Gemeinden, über die Jahre."""
    asked = ComparisonQuestion(statistic=statistic, as_of=read_date(as_of, "--as-of"), known_at=read_instant(known_at))
    reports, key, heads = reports_in(district)
    hand_out(comparison_file(reports.comparison(key, asked, heads), form.value).content, out)
