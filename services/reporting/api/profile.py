"""The profile of a Sozialraum and the comparison of areas, for programs: for those who work there and who plan."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from services.kernel.feed import Feed
from services.kernel.inputs import Day, KnownAt
from services.kernel.requests import Session, only_known, require
from services.kernel.roles import Role
from services.reporting.api.asking import Answers
from services.reporting.documents import MEDIA_TYPES, File, comparison_file, profile_file
from services.reporting.profile import ComparisonQuestion, ProfileQuestion
from services.reporting.reports import Heads, heads_of

Reader = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION, Role.PLANUNG))]
Form = Annotated[Literal["json", "csv", "xlsx", "pdf"], Query(alias="format", title="Form des Dokuments")]
AsOf = Annotated[Day, Query(title="Stichtag (Stand der Welt)")]
Sozialraum = Annotated[str, Query(min_length=1, max_length=60, title="Sozialraum", examples=["rieth"])]
Statistic = Annotated[str, Query(pattern=r"^[a-z][a-z0-9_-]{1,59}$", title="Kennzahl", examples=["arbeitslose"])]
DOCUMENT: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Das Dokument",
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "text/csv": {"schema": {"type": "string"}},
            MEDIA_TYPES["xlsx"]: {"schema": {"type": "string", "format": "binary"}},
            MEDIA_TYPES["pdf"]: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}

router: Final = APIRouter()


def _heads(request: Request, asking: Reader) -> Heads:
    feed: Feed = request.app.state.feed
    return heads_of(feed, asking.district)


Arrived = Annotated[Heads, Depends(_heads)]


@router.get(
    "/reports/sozialraum",
    summary="Sozialraumprofil",
    response_class=Response,
    responses=DOCUMENT,
    dependencies=[Depends(only_known("sozialraum", "as_of", "known_at", "format"))],
)
def profile(
    *,
    asking: Reader,
    answers: Answers,
    arrived: Arrived,
    sozialraum: Sozialraum,
    as_of: AsOf,
    known_at: KnownAt = None,
    form: Form = "json",
) -> Response:
    question = ProfileQuestion(sozialraum=sozialraum, as_of=as_of, known_at=known_at)
    return _sent(profile_file(answers.profile(asking.district, question, arrived), form))


@router.get(
    "/reports/statistic",
    summary="Eine Kennzahl in allen Gebieten",
    response_class=Response,
    responses=DOCUMENT,
    dependencies=[Depends(only_known("statistic", "as_of", "known_at", "format"))],
)
def comparison(
    *,
    asking: Reader,
    answers: Answers,
    arrived: Arrived,
    statistic: Statistic,
    as_of: AsOf,
    known_at: KnownAt = None,
    form: Form = "json",
) -> Response:
    question = ComparisonQuestion(statistic=statistic, as_of=as_of, known_at=known_at)
    return _sent(comparison_file(answers.comparison(asking.district, question, arrived), form))


def _sent(file: File) -> Response:
    disposition = f'attachment; filename="{file.name}"'
    return Response(file.content, media_type=file.media_type, headers={"Content-Disposition": disposition})
