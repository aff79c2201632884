"""*Verlauf*: an operation, a cell, a record or a case as of a day and as known then; by steps, or with two sliders."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.kernel.pages.forms import Filled, asked, blank
from services.kernel.pages.problem_page import is_fragment
from services.kernel.pages.rendering import rendered
from services.kernel.times import BERLIN, today
from services.reporting.api.asking import Service
from services.reporting.domain.calendar import previous_reporting_date
from services.reporting.pages.auditing_here import COURSE, ExaminerHere
from services.reporting.pages.course_asked import CourseAsked
from services.reporting.pages.course_state import state_of

router: Final = APIRouter()


@router.get(COURSE)
def course_page(request: Request, asking: ExaminerHere, service: Service) -> Response:
    """Without a question: the form. With one: the state at that point.

    Raises NoMandate, UnknownOperation, UnknownIndicator.
    """
    form = asked(request, CourseAsked) if request.query_params else blank()
    operations = service.reports.operations(asking.district)
    shown = None if form.model is None else state_of(request, asking, service, form.model)
    if shown is not None and is_fragment(request):
        return rendered(request, "reporting/course_state.html", {"state": shown})
    context = {
        "form": form,
        "point": _point(form, shown),
        "operations": [(each.operation, each.name) for each in operations],
        "state": shown,
    }
    return rendered(request, "reporting/course.html", context, status=422 if form.errors else 200)


def _point(form: Filled[Any], shown: Mapping[str, Any] | None) -> Filled[Any]:
    """The form with the point that is shown, wherever it came from; without one, what was typed."""
    if shown is None:
        return form if form.typed else blank(as_of=previous_reporting_date(today()).isoformat())
    known_at: datetime | None = shown["known_at"]
    given = {
        **form.typed,
        "as_of": [shown["as_of"].isoformat()],
        "known_at": [] if known_at is None else [known_at.astimezone(BERLIN).replace(tzinfo=None).isoformat()],
    }
    return Filled({name: values for name, values in given.items() if values}, form.model, form.errors)
