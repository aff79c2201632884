"""``lotse report …``, ``lotse replay`` and ``lotse rebuild``: what reporting knows."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from services.cli.asking import (
    DistrictOption,
    Instant,
    OperationOption,
    known_district,
    read_date,
    read_instant,
    settings,
)
from services.cli.failures import CommandFailed, wrong_usage
from services.cli.output import Form, FormOption, emit_json, say
from services.kernel.feed import LogFeed
from services.kernel.files.reasons import reason
from services.kernel.ids import DistrictIds
from services.kernel.settings import Settings
from services.reporting.activity import ActivityQuestion
from services.reporting.checking.periods import NotAPeriod, Period
from services.reporting.checking.report import ChecksQuestion
from services.reporting.checking.sfc_report import SfcQuestion
from services.reporting.documents import (
    File,
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
from services.reporting.rebuild import rebuild as rebuild_projections
from services.reporting.replay import as_line
from services.reporting.replay import replay as replay_history
from services.reporting.reports import Heads, Reports, heads_of
from services.reporting.submissions.wording import STATES

report_app = typer.Typer(no_args_is_help=True, help="Berichte.")


class ReportForm(StrEnum):
    """Forms of a report document."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


ReportFormOption = Annotated[ReportForm, typer.Option("--format", help="json, csv, xlsx oder pdf")]
OutOption = Annotated[Path | None, typer.Option("--out", help="Datei statt Standardausgabe", metavar="DATEI")]


@report_app.command("esf")
def esf(
    district: DistrictOption,
    operation: OperationOption,
    as_of: Annotated[str, typer.Option(help="Stichtag", metavar="DATUM")],
    known_at: Instant = None,
    catalogue: Annotated[
        str | None, typer.Option(help="unter den Regeln dieses Katalogs statt des eigenen", metavar="KEY")
    ] = None,
    catalogue_version: Annotated[int | None, typer.Option(help="Fassung des Katalogs", min=1)] = None,
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Die gemeinsamen Indikatoren des ESF Plus, zu jedem Stichtag und jedem Kenntnisstand."""
    of = settings()
    question = EsfQuestion(
        operation=operation,
        as_of=read_date(as_of, "--as-of"),
        known_at=read_instant(known_at),
        catalogue_version=catalogue_version,
        catalogue=catalogue,
    )
    key = known_district(of, district)
    reports = Reports.of(of)
    document = reports.esf(key, question, _heads(of, key))
    write(esf_file(document, form.value), out)
    if instead := reports.instead_of(key, document):
        say("Einzelne Teilnahmen sind gelöscht und nicht mehr gezählt. Was abgegeben wurde, gilt weiter:")
        for each in instead:
            say(f"  {each.id}, Stichtag {each.as_of:%d.%m.%Y}, {STATES[each.state]}")


@report_app.command("checks")
def checks(
    district: DistrictOption,
    operation: OperationOption,
    as_of: Annotated[str, typer.Option(help="Stichtag", metavar="DATUM")],
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Vor der Abgabe: Stimmigkeit, Regeln der Kommission, Auffälligkeiten, Zielwerte und Meilensteine."""
    of = settings()
    question = ChecksQuestion(operation=operation, as_of=read_date(as_of, "--as-of"), records=True)
    key = known_district(of, district)
    write(checks_file(Reports.of(of).checks(key, question, _heads(of, key)), form.value), out)


@report_app.command("sfc")
def sfc(
    district: DistrictOption,
    operation: OperationOption,
    period: Annotated[str, typer.Option(help="Meldezeitraum, JJJJ06 oder JJJJ12", metavar="ZEITRAUM")],
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Tabellen 6 und 10 der Meldung an die Kommission für ein Vorhaben, mit ihren Regeln."""
    of = settings()
    question = SfcQuestion(operation, read_period(period))
    key = known_district(of, district)
    write(transmission_file(Reports.of(of).sfc(key, question, _heads(of, key)), form.value), out)


@report_app.command("activity")
def activity(
    district: DistrictOption,
    start: Annotated[str, typer.Option("--from", help="erster Tag", metavar="DATUM")],
    end: Annotated[str, typer.Option("--to", help="letzter Tag", metavar="DATUM")],
    operation: Annotated[str | None, typer.Option(help="nur dieses Vorhaben", metavar="KEY")] = None,
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Wer wurde in einem Zeitraum erreicht, wie oft und worum ging es."""
    of = settings()
    question = ActivityQuestion(start=read_date(start, "--from"), end=read_date(end, "--to"), operation=operation)
    key = known_district(of, district)
    document = Reports.of(of).activity(key, question, _heads(of, key))
    write(activity_file(document, form.value), out)


@report_app.command("gaps")
def gaps(
    district: DistrictOption,
    start: Annotated[str, typer.Option("--from", help="erster Tag", metavar="DATUM")],
    end: Annotated[str, typer.Option("--to", help="letzter Tag", metavar="DATUM")],
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Lücken und Überschneidungen der Angebote je Sozialraum und Thema."""
    of = settings()
    key = known_district(of, district)
    question = GapsQuestion(read_date(start, "--from"), read_date(end, "--to"))
    write(gaps_file(Reports.of(of).gaps(key, question, _heads(of, key)), form.value), out)


@report_app.command("sozialraum")
def sozialraum(
    sozialraum: Annotated[str, typer.Argument(help="Sozialraum")],
    district: DistrictOption,
    as_of: Annotated[str, typer.Option(help="Stichtag", metavar="DATUM")],
    known_at: Instant = None,
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Das Profil eines Sozialraums: Zahlen anderer neben den eigenen."""
    of = settings()
    key = known_district(of, district)
    asked = ProfileQuestion(sozialraum=sozialraum, as_of=read_date(as_of, "--as-of"), known_at=read_instant(known_at))
    write(profile_file(Reports.of(of).profile(key, asked, _heads(of, key)), form.value), out)


@report_app.command("comparison")
def comparison(
    statistic: Annotated[str, typer.Argument(help="Kennzahl")],
    district: DistrictOption,
    as_of: Annotated[str, typer.Option(help="Stichtag", metavar="DATUM")],
    known_at: Instant = None,
    form: ReportFormOption = ReportForm.JSON,
    out: OutOption = None,
) -> None:
    """Eine Kennzahl in allen Sozialräumen und Gemeinden, über die Jahre."""
    of = settings()
    key = known_district(of, district)
    asked = ComparisonQuestion(statistic=statistic, as_of=read_date(as_of, "--as-of"), known_at=read_instant(known_at))
    write(comparison_file(Reports.of(of).comparison(key, asked, _heads(of, key)), form.value), out)


def replay(
    district: DistrictOption,
    until: Instant = None,
    case: Annotated[str | None, typer.Option(help="nur dieser Fall: Fallnummer oder Kennung", metavar="ID")] = None,
) -> None:
    """Die Geschichte eines Landkreises: eine JSON-Zeile je Ereignis."""
    of = settings()
    key = known_district(of, district)
    reports = Reports.of(of)
    reports.arrived(key, _heads(of, key))
    for event in replay_history(reports.pool, key, read_instant(until, "--until"), _case(of, key, case)):
        sys.stdout.write(as_line(event) + "\n")


def rebuild(
    district: Annotated[str | None, typer.Option(help="nur dieser Landkreis", metavar="KEY")] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Baut jede Auswertung neu aus der Geschichte auf, während die Plattform weiter antwortet."""
    of = settings()
    if district is not None:
        known_district(of, district)
    rebuilt = rebuild_projections(of, district)
    if form is Form.JSON:
        emit_json(
            [
                {"district": one.district, "facts": one.facts, "digests": one.digests, "differs": list(one.differs)}
                for one in rebuilt
            ]
        )
    else:
        for one in rebuilt:
            typer.echo(f"{one.district}: {one.facts} Ereignisse, {'gleich' if not one.differs else 'abweichend'}")
    if different := [name for one in rebuilt for name in one.differs]:
        raise CommandFailed(f"Vorher standen dort andere Zeilen: {', '.join(different)}.")


def _heads(of: Settings, district: str) -> Heads:
    return heads_of(LogFeed(of), district)


def read_period(text: str) -> Period:
    """``202612``; otherwise exit 2."""
    try:
        return Period.named(text)
    except NotAPeriod as refused:
        raise wrong_usage(f"--period: {refused.title}") from refused


def _case(of: Settings, district: str, text: str | None) -> UUID | None:
    """An opaque id as it is, and a case number as the id that intake derives from it."""
    if text is None:
        return None
    try:
        return UUID(text)
    except ValueError:
        return DistrictIds(of.secrets.district(district).id_key).derive("case", text)


def write(file: File, out: Path | None) -> None:
    """A document to the file named, otherwise to standard output; exit 1 where that is not possible."""
    if out is None:
        sys.stdout.buffer.write(file.content)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(file.content)
    except OSError as refused:
        raise CommandFailed(f"{out} kann nicht geschrieben werden: {reason(refused)}.") from refused
    say(f"Gespeichert: {out}")
