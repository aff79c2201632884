"""*Angebotslücken*: where help is sought that nobody offers, and where several offer the same."""

from datetime import date
from typing import Any, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.kernel.deciders import RuleViolation
from services.kernel.inputs import Day
from services.kernel.pages.forms import Filled, asked, blank
from services.kernel.pages.rendering import rendered
from services.kernel.times import today
from services.reporting.gaps import GapsQuestion
from services.reporting.gaps_tables import TITLE, gaps_tables
from services.reporting.knowledge import NotArrived
from services.reporting.pages.asking import HeadsNow, PatientReports, PlannerHere, still_waiting
from services.reporting.tables import Report

router: Final = APIRouter()

GAPS: Final = "/berichte/angebotsluecken"


class GapsAsked(BaseModel):
    """The period as it stands in the address; the names are those of the API."""

    model_config = ConfigDict(extra="forbid")

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")


@router.get(GAPS)
def gaps_page(request: Request, asking: PlannerHere, answers: PatientReports, arrived: HeadsNow) -> Response:
    """Without a question: the form, with this year."""
    form = asked(request, GapsAsked) if request.query_params else _this_year()
    shown: Report | None = None
    if form.model is not None:
        question = GapsQuestion(form.model.start, form.model.end)
        try:
            shown = gaps_tables(answers.gaps(asking.district, question, arrived))
        except RuleViolation as broken:
            form = form.refused(broken)
        except NotArrived as late:
            return still_waiting(request, TITLE, answers.behind(asking.district, arrived), late)
    context = {"form": form, "report": shown, "download": _download(form)}
    return rendered(request, "reporting/gaps.html", context, status=422 if form.errors else 200)


def _this_year() -> Filled[Any]:
    day = today()
    return blank(**{"from": date(day.year, 1, 1).isoformat(), "to": day.isoformat()})


def _download(form: Filled[GapsAsked]) -> tuple[str, dict[str, str]] | None:
    """Path and parameters of the same question at the API."""
    if form.model is None:
        return None
    return "/reporting/reports/gaps", form.model.model_dump(mode="json", by_alias=True)
