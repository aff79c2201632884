"""``lotse submission …``: reports that are handed in, and whether they still are what they were."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import typer

from services.cli.asking import DistrictOption, OperationOption, actor, known_district, read_date, settings
from services.cli.failures import CommandFailed, Exit, wrong_usage
from services.cli.output import DocumentFormOption, Form, emit, emit_json, emit_table, form_of, say
from services.cli.report_asking import AsOfOption
from services.contracts.reporting import ReturnGround
from services.districts.application import operator
from services.kernel.feed import LogFeed
from services.kernel.times import NotAnInstant, now, read_known_at, rfc3339
from services.reporting.application import SERVICE, Reporting
from services.reporting.deltas.delta_tables import delta_lines
from services.reporting.knowledge import ARRIVAL_SECONDS
from services.reporting.reports import heads_of
from services.reporting.submissions.desk import SubmissionDesk
from services.reporting.submissions.making import Wanted
from services.reporting.submissions.queries import Submission
from services.reporting.submissions.reading import Submissions, districts_of, to_be_verified, whose
from services.reporting.submissions.verification import Verification, Verifier
from services.reporting.submissions.wording import STATES

submission_app: Final = typer.Typer(no_args_is_help=True, help="Abgaben: Berichte, die hinausgehen.")

OfSubmission = Annotated[UUID, typer.Argument(help="Kennung der Abgabe", metavar="ID")]
AnyDistrict = Annotated[str | None, typer.Option("--district", help="nur dieser Landkreis", metavar="KEY")]


@submission_app.command("create")
def create(
    district: DistrictOption,
    operation: OperationOption,
    as_of: AsOfOption,
    known_at: Annotated[str | None, typer.Option(help="Kenntnisstand; ohne Angabe jetzt", metavar="ZEIT")] = None,
    replaces: Annotated[UUID | None, typer.Option(help="Abgabe, deren Platz sie einnimmt", metavar="ID")] = None,
    form: DocumentFormOption = None,
) -> None:
    """Rechnet den ESF-Bericht, hält ihn mit allem fest, worauf er beruht, und legt ihn zur Freigabe vor."""
    service, key = _service(), known_district(settings(), district)
    wanted = Wanted(
        operation=operation,
        as_of=read_date(as_of, "--as-of"),
        known_at=None if known_at is None else _instant(known_at),
        replaces=replaces,
    )
    made = _desk(service, key).create(wanted, operator(actor())).made
    positions = {one.source: one.position for one in made.positions}
    said = {"digest": made.digest, "positions": positions, "checkpoint": made.checkpoint}
    emit({"id": str(made.submission_id), **said}, form_of(form))


@submission_app.command("approve")
def approve(of: OfSubmission, district: AnyDistrict = None, form: DocumentFormOption = None) -> None:
    """Gibt eine Abgabe frei; das muss jemand anderes tun als wer sie angelegt hat."""
    service = _service()
    found = _found(service, of, district)
    _desk(service, found.district).approve(of, operator(actor()))
    _emit_state(service, found, form_of(form))


@submission_app.command("return")
def send_back(
    of: OfSubmission,
    ground: Annotated[ReturnGround, typer.Option(help="Grund der Rückgabe")],
    district: AnyDistrict = None,
    form: DocumentFormOption = None,
) -> None:
    """Gibt eine Abgabe zurück: So geht sie nicht hinaus."""
    service = _service()
    found = _found(service, of, district)
    _desk(service, found.district).send_back(of, ground, operator(actor()))
    _emit_state(service, found, form_of(form))


@submission_app.command("withdraw")
def withdraw(of: OfSubmission, district: AnyDistrict = None, form: DocumentFormOption = None) -> None:
    """Zieht eine Abgabe zurück: Sie gilt nicht mehr."""
    service = _service()
    found = _found(service, of, district)
    _desk(service, found.district).withdraw(of, operator(actor()))
    _emit_state(service, found, form_of(form))


@submission_app.command("list")
def list_submissions(
    district: AnyDistrict = None,
    operation: Annotated[str | None, typer.Option(help="nur dieses Vorhaben", metavar="KEY")] = None,
    form: DocumentFormOption = None,
) -> None:
    """Alle Abgaben, die jüngste zuerst."""
    service = _service()
    keys = _districts(service, district)
    found = [one for key in keys for one in Submissions(service.pool, key).all(operation=operation)]
    if form_of(form) is Form.JSON:
        emit_json([_listed(one) for one in found])
        return
    columns = ("Abgabe", "Landkreis", "Vorhaben", "Stichtag", "Stand")
    rows = [(one.id, one.district, one.operation, one.as_of, STATES[one.state]) for one in found]
    emit_table("Abgaben", columns, rows)


@submission_app.command("show")
def show(of: OfSubmission, district: AnyDistrict = None, form: DocumentFormOption = None) -> None:
    """Zeigt eine Abgabe mit ihrem Bericht."""
    found = _found(_service(), of, district)
    whole = {**_listed(found), "positions": dict(found.positions), "checkpoint": found.checkpoint}
    emit({**whole, "document": found.report}, form_of(form))


@submission_app.command("verify")
def verify(
    of: OfSubmission,
    district: AnyDistrict = None,
    from_journal: Annotated[
        bool | None,
        typer.Option(
            "--from-journal/--from-tables",
            help="auch aus dem Journal allein neu rechnen; ohne Angabe, solange es nicht zu lang ist",
        ),
    ] = None,
    form: DocumentFormOption = None,
) -> None:
    """Prüft eine Abgabe nach: das Journal gegen den Prüfpunkt, den Bericht gegen seine Neuberechnung."""
    service = _service()
    key, feed = _key(service, of, district), LogFeed(service.settings)
    to_be_verified(service.reports, feed, key, of)
    told = Verifier(service, feed, key, from_journal).verify(of)
    if form_of(form) is Form.JSON:
        emit_json(told.as_json())
    else:
        _tell(told)
    if told.judgement.result == "differs":
        raise CommandFailed(f"{len(told.judgement.differences)} Abweichungen gefunden.", Exit.NOT_VERIFIED)


@submission_app.command("delta")
def delta(
    of: OfSubmission,
    to: Annotated[UUID | None, typer.Option(help="mit dieser Abgabe vergleichen; ohne Angabe mit jetzt")] = None,
    district: AnyDistrict = None,
    form: DocumentFormOption = None,
) -> None:
    """Zeigt, welche Zahlen sich seit einer Abgabe geändert haben, und warum: Die Ursachen ergeben den Unterschied."""
    service = _service()
    found = _found(service, of, district)
    heads = heads_of(LogFeed(service.settings), found.district)
    document = service.reports.delta(found.district, of, to, heads)
    if form_of(form) is Form.JSON:
        emit_json(document)
        return
    for line in delta_lines(document):
        typer.echo(line)


def _tell(told: Verification) -> None:
    typer.echo(told.judgement.result)
    for one in told.judgement.differences:
        place = ", ".join(f"{name} {value}" for name, value in one.details.items() if value is not None)
        typer.echo(f"{one.what} [{place}]" if place else one.what)
    if "journal" not in told.made_from:
        say("Das Journal ist lang: Neu gerechnet wurde nur aus den Tabellen. --from-journal rechnet auch aus ihm.")


def _service() -> Reporting:
    return Reporting.of(settings(), ARRIVAL_SECONDS)


def _desk(service: Reporting, district: str) -> SubmissionDesk:
    return SubmissionDesk(service, district, heads_of(LogFeed(service.settings), district))


def _found(service: Reporting, of: UUID, district: str | None) -> Submission:
    """The submission, in whichever district; raises UnknownSubmission."""
    key = _key(service, of, district)
    _arrived(service, key)
    return Submissions(service.pool, key).one(of)


def _key(service: Reporting, of: UUID, district: str | None) -> str:
    """Whose it is; raises UnknownSubmission where no district has it."""
    return whose(service, of) if district is None else known_district(service.settings, district)


def _districts(service: Reporting, district: str | None) -> list[str]:
    """The one asked for, or all of them; what was stored in them has arrived."""
    keys = districts_of(service.pool) if district is None else [known_district(service.settings, district)]
    for key in keys:
        _arrived(service, key)
    return list(keys)


def _arrived(service: Reporting, district: str) -> None:
    """What reporting itself was told; other sources need not have arrived."""
    service.reports.arrived(district, {SERVICE: LogFeed(service.settings).head(SERVICE, district).position})


def _listed(of: Submission) -> dict[str, Any]:
    return {
        "id": str(of.id),
        "district": of.district,
        "operation": of.operation,
        "as_of": str(of.as_of),
        "period": of.period,
        "known_at": None if of.known_at is None else rfc3339(of.known_at),
        "state": of.state,
        "catalogue": of.catalogue,
        "catalogue_version": of.version,
        "digest": of.digest,
        "replaces": None if of.replaces is None else str(of.replaces),
        "replaced_by": None if of.replaced_by is None else str(of.replaced_by),
        "created_by": of.created_by,
        "created": rfc3339(of.created),
    }


def _emit_state(service: Reporting, before: Submission, form: Form) -> None:
    """How it stands after the command."""
    _arrived(service, before.district)
    after = Submissions(service.pool, before.district).one(before.id)
    emit({"id": str(after.id), "state": after.state if form is Form.JSON else STATES[after.state]}, form)


def _instant(text: str) -> datetime:
    try:
        return read_known_at(text, now())
    except NotAnInstant as refused:
        raise wrong_usage(f"--known-at: {refused}") from refused
