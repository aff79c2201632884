"""Reports for programs: the documents of the command line, byte for byte."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final, cast

from fastapi import APIRouter, Depends, Query, Request, Response

from services.kernel.feed import Feed
from services.kernel.inputs import Day, KnownAt, OperationInPath, OperationInQuery
from services.kernel.requests import Session, only_known, require
from services.kernel.roles import Role
from services.kernel.settings import Settings
from services.reporting import cells_api, profile_api
from services.reporting.activity import ActivityQuestion
from services.reporting.documents import MEDIA_TYPES, File, Form, activity_file, esf_file, gaps_file
from services.reporting.esf import EsfQuestion
from services.reporting.gaps import GapsQuestion
from services.reporting.reports import Reports, heads_of

ARRIVAL_S: Final = 10.0  # a program asks again, a person at the command line waits

router = APIRouter()
router.include_router(cells_api.router)
router.include_router(profile_api.router)
Reader = Annotated[
    Session,
    Depends(require(Role.KOORDINATION, Role.PLANUNG, Role.PRUEFUNG, Role.AUSWERTUNG)),
]
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


@contextmanager
def open_reports(settings: Settings) -> Iterator[Reports]:
    yield Reports.of(settings, ARRIVAL_S)


async def reports(request: Request) -> Reports:
    return cast("Reports", request.app.state.rooms["reporting"])


def heads(request: Request, asking: Reader) -> dict[str, int]:
    """Where the sources are now: a report waits until it has all of that."""
    feed: Feed = request.app.state.feed
    return heads_of(feed, asking.district)


@router.get(
    "/operations/{operation}/reports/esf",
    summary="ESF-Bericht eines Vorhabens",
    response_class=Response,
    responses=DOCUMENT,
    dependencies=[Depends(only_known("as_of", "known_at", "catalogue_version", "format"))],
)
def esf_report(
    *,
    operation: OperationInPath,
    asking: Reader,
    answers: Annotated[Reports, Depends(reports)],
    arrived: Annotated[dict[str, int], Depends(heads)],
    as_of: Annotated[Day, Query(title="Stichtag (Stand der Welt)")],
    known_at: KnownAt = None,
    catalogue_version: Annotated[int | None, Query(ge=1, le=9999, title="Version des Indikatorenkatalogs")] = None,
    form: FormInQuery = "json",
) -> Response:
    question = EsfQuestion(operation=operation, as_of=as_of, known_at=known_at, catalogue_version=catalogue_version)
    return _sent(esf_file(answers.esf(asking.district, question, arrived), form))


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
    answers: Annotated[Reports, Depends(reports)],
    arrived: Annotated[dict[str, int], Depends(heads)],
    start: Annotated[Day, Query(alias="from", title="Erster Tag")],
    end: Annotated[Day, Query(alias="to", title="Letzter Tag")],
    operation: OperationInQuery = None,
    form: FormInQuery = "json",
) -> Response:
    question = ActivityQuestion(start=start, end=end, operation=operation)
    return _sent(activity_file(answers.activity(asking.district, question, arrived), form))


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
    answers: Annotated[Reports, Depends(reports)],
    arrived: Annotated[dict[str, int], Depends(heads)],
    start: Annotated[Day, Query(alias="from", title="Erster Tag")],
    end: Annotated[Day, Query(alias="to", title="Letzter Tag")],
    form: FormInQuery = "json",
) -> Response:
    return _sent(gaps_file(answers.gaps(asking.district, GapsQuestion(start, end), arrived), form))


def _sent(file: File) -> Response:
    """A browser keeps it under its name; keys of districts and operations need no quoting."""
    disposition = f'attachment; filename="{file.name}"'
    return Response(file.content, media_type=file.media_type, headers={"Content-Disposition": disposition})
