"""The activity report as a page: who was reached in a period, how often, about what."""

from datetime import date
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.kernel.deciders import RuleViolation
from services.kernel.inputs import KEY_PATTERN, Day
from services.kernel.pages.forms import Filled, asked, blank
from services.kernel.pages.rendering import rendered
from services.kernel.times import today
from services.reporting.activity import ActivityQuestion
from services.reporting.knowledge import NotArrived
from services.reporting.pages.asking import HeadsNow, PatientReports, ReaderHere, still_waiting
from services.reporting.pages.auditing_here import EXAMINERS
from services.reporting.pages.explain_activity import figure_address
from services.reporting.tables import Report, activity_tables

router: Final = APIRouter()

TITLE: Final = "Tätigkeitsbericht"


class ActivityAsked(BaseModel):
    """The question as it stands in the address; the names are those of the API."""

    model_config = ConfigDict(extra="forbid")

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")
    operation: Annotated[str, Field(pattern=KEY_PATTERN)] | None = None

    @property
    def question(self) -> ActivityQuestion:
        return ActivityQuestion(**dict(self))


@router.get("/berichte/taetigkeit")
def activity_page(request: Request, asking: ReaderHere, answers: PatientReports, arrived: HeadsNow) -> Response:
    """Without a question: the form, with this year. With one: the report, counted by what the API answers."""
    form = asked(request, ActivityAsked) if request.query_params else _this_year()
    shown: Report | None = None
    if form.model is not None:
        try:
            shown = activity_tables(answers.activity(asking.district, form.model.question, arrived))
        except RuleViolation as broken:
            form = form.refused(broken)
        except NotArrived as late:
            return still_waiting(request, TITLE, answers.behind(asking.district, arrived), late)
    context = {
        "form": form,
        "operations": [(row.operation, row.name) for row in answers.operations(asking.district)],
        "report": shown,
        "explained": partial(partial, figure_address, form) if asking.caller.role in EXAMINERS else None,
        "download": _download(form),
    }
    return rendered(request, "reporting/activity.html", context, status=422 if form.errors else 200)


def _this_year() -> Filled[Any]:
    day = today()
    return blank(**{"from": date(day.year, 1, 1).isoformat(), "to": day.isoformat()})


def _download(form: Filled[ActivityAsked]) -> tuple[str, dict[str, str]] | None:
    """Path and parameters of the same question at the API."""
    if form.model is None:
        return None
    return "/reporting/reports/activity", form.model.model_dump(mode="json", exclude_none=True, by_alias=True)
