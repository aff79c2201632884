"""*Berichte*: what can be reported, and where to."""

from datetime import date
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.kernel.pages.rendering import rendered
from services.kernel.times import today
from services.reporting.api.asking import Answers
from services.reporting.domain.calendar import previous_reporting_date
from services.reporting.pages.asking import PLANNERS, ReaderHere

router: Final = APIRouter()


@router.get("/berichte")
def reports_page(request: Request, asking: ReaderHere, answers: Answers) -> Response:
    """The operations of the district with their period, each with its reports."""
    day = today()
    context = {
        "operations": answers.operations(asking.district),
        "today": day,
        "reporting_date": previous_reporting_date(day),
        "start_of_year": date(day.year, 1, 1),
        "plans": asking.caller.role in PLANNERS,
    }
    return rendered(request, "reporting/reports.html", context)
