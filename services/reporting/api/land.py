"""What the Land reads: the roll-up of what districts handed in. It has no other address."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from services.kernel.requests import Session, only_known, require
from services.kernel.roles import Role
from services.reporting.api.asking import Answers
from services.reporting.api.checks import PeriodInQuery
from services.reporting.api.documents import DOCUMENT, FormInQuery, sent
from services.reporting.checking.periods import Period
from services.reporting.documents import transmission_file

router: Final = APIRouter(prefix="/land")
OfTheLand = Annotated[Session, Depends(require(Role.LAND))]


@router.get(
    "/rollup",
    summary="Abgegebene Berichte aller Landkreise nach Priorität, spezifischem Ziel und Regionenkategorie",
    response_class=Response,
    responses=DOCUMENT,
    dependencies=[Depends(only_known("period", "format"))],
)
def rollup(*, _asking: OfTheLand, answers: Answers, period: PeriodInQuery, form: FormInQuery = "json") -> Response:
    """Gelesen wird nur, was ein Landkreis mit Vier-Augen-Freigabe abgegeben hat; nie eine Person."""
    return sent(transmission_file(answers.rollup(Period.named(period)), form))
