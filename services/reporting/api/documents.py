"""Reports for programs: the documents of the command line, byte for byte."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Response

from services.kernel.inputs import KEY_PATTERN, Day, KnownAt, OperationInPath, OperationInQuery
from services.kernel.requests import Session, only_known, require
from services.kernel.roles import Role
from services.reporting.activity import ActivityQuestion
from services.reporting.api.asking import Answers, Arrived, Reader
from services.reporting.documents import MEDIA_TYPES, File, Form, activity_file, esf_file, gaps_file
from services.reporting.esf import EsfQuestion
from services.reporting.gaps import GapsQuestion

router: Final = APIRouter()
Planner = Annotated[Session, Depends(require(Role.KOORDINATION, Role.PLANUNG))]
FormInQuery = Annotated[Form, Query(alias="format", title="Form des Dokuments")]
BINARY: Final[tuple[Form, ...]] = ("xlsx", "pdf")
DOCUMENT: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Der Bericht, gleich dem der Befehlszeile",
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "text/csv": {"schema": {"type": "string"}},
            **{MEDIA_TYPES[form]: {"schema": {"type": "string", "format": "binary"}} for form in BINARY},
        },
    }
}


@router.get(
    "/operations/{operation}/reports/esf",
    summary="ESF-Bericht eines Vorhabens",
    response_class=Response,
    responses=DOCUMENT,
    dependencies=[Depends(only_known("as_of", "known_at", "catalogue", "catalogue_version", "format"))],
)
def esf_report(
    *,
    operation: OperationInPath,
    asking: Reader,
    answers: Answers,
    arrived: Arrived,
    as_of: Annotated[Day, Query(title="Stichtag (Stand der Welt)")],
    known_at: KnownAt = None,
    catalogue: Annotated[
        str | None,
        Query(
            title="Indikatorenkatalog",
            description="Ohne Angabe der des Vorhabens; ein anderer liest dieselbe Geschichte unter seinen Regeln.",
            pattern=KEY_PATTERN,
            examples=["esf-2014-2020"],
        ),
    ] = None,
    catalogue_version: Annotated[int | None, Query(ge=1, le=9999, title="Version des Indikatorenkatalogs")] = None,
    form: FormInQuery = "json",
) -> Response:
    """Sind Angaben gelöscht, nennt die Kopfzeile ``Link`` die Abgaben des Vorhabens: Dort steht, was galt."""
    question = EsfQuestion(
        operation=operation,
        as_of=as_of,
        known_at=known_at,
        catalogue_version=catalogue_version,
        catalogue=catalogue,
    )
    document = answers.esf(asking.district, question, arrived)
    answer = sent(esf_file(document, form))
    for each in answers.instead_of(asking.district, document):
        answer.headers.append("Link", f'</reporting/submissions/{each.id}>; rel="related"; title="{each.as_of}"')
    return answer


@router.get(
    "/reports/activity",
    summary="Tätigkeitsbericht eines Zeitraums",
    response_class=Response,
    responses=DOCUMENT,
    dependencies=[Depends(only_known("from", "to", "operation", "format"))],
)
def activity_report(
    *,
    asking: Reader,
    answers: Answers,
    arrived: Arrived,
    start: Annotated[Day, Query(alias="from", title="Erster Tag")],
    end: Annotated[Day, Query(alias="to", title="Letzter Tag")],
    operation: OperationInQuery = None,
    form: FormInQuery = "json",
) -> Response:
    question = ActivityQuestion(start=start, end=end, operation=operation)
    return sent(activity_file(answers.activity(asking.district, question, arrived), form))


@router.get(
    "/reports/gaps",
    summary="Lücken und Überschneidungen der Angebote",
    response_class=Response,
    responses=DOCUMENT,
    dependencies=[Depends(only_known("from", "to", "format"))],
)
def gaps_report(
    *,
    asking: Planner,
    answers: Answers,
    arrived: Arrived,
    start: Annotated[Day, Query(alias="from", title="Erster Tag")],
    end: Annotated[Day, Query(alias="to", title="Letzter Tag")],
    form: FormInQuery = "json",
) -> Response:
    return sent(gaps_file(answers.gaps(asking.district, GapsQuestion(start, end), arrived), form))


def sent(file: File) -> Response:
    """A browser keeps it under its name; keys of districts and operations need no quoting."""
    disposition = f'attachment; filename="{file.name}"'
    return Response(file.content, media_type=file.media_type, headers={"Content-Disposition": disposition})
