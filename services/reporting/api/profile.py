"""The profile of a Sozialraum and the comparison of areas, for programs: for those who work there and who plan."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Response

from services.kernel.inputs import Day, KnownAt
from services.kernel.requests import Session, only_known, require
from services.kernel.roles import Role
from services.reporting.api.asking import Answers, Arrived
from services.reporting.api.documents import DOCUMENT, FormInQuery, sent
from services.reporting.documents import comparison_file, profile_file
from services.reporting.profile import ComparisonQuestion, ProfileQuestion

Reader = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION, Role.PLANUNG))]
AsOf = Annotated[Day, Query(title="Stichtag (Stand der Welt)")]
Sozialraum = Annotated[str, Query(min_length=1, max_length=60, title="Sozialraum", examples=["rieth"])]
Statistic = Annotated[str, Query(pattern=r"^[a-z][a-z0-9_-]{1,59}$", title="Kennzahl", examples=["arbeitslose"])]

router: Final = APIRouter()


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
    form: FormInQuery = "json",
) -> Response:
    question = ProfileQuestion(sozialraum=sozialraum, as_of=as_of, known_at=known_at)
    return sent(profile_file(answers.profile(asking.district, question, arrived), form))


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
    form: FormInQuery = "json",
) -> Response:
    question = ComparisonQuestion(statistic=statistic, as_of=as_of, known_at=known_at)
    return sent(comparison_file(answers.comparison(asking.district, question, arrived), form))
