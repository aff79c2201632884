"""*Unterschied*: what changed from one submission to another or to now, why, and by which facts."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from services.kernel.deciders import RuleViolation
from services.kernel.pages.forms import asked
from services.kernel.pages.names import actors_for
from services.kernel.pages.rendering import rendered
from services.kernel.pages.wording import day, moment
from services.kernel.requests import Session
from services.reporting.api.asking import Service
from services.reporting.api.submissions import SubmissionInPath
from services.reporting.deltas.delta_tables import delta_tables, facts_of
from services.reporting.deltas.examining import examined
from services.reporting.esf import Document
from services.reporting.explaining.words import fact_title, place_of
from services.reporting.knowledge import NotArrived
from services.reporting.pages.asking import HeadsNow, PatientReports, still_waiting
from services.reporting.pages.auditing_here import ExaminerHere
from services.reporting.submissions.queries import Submission
from services.reporting.submissions.reading import Submissions
from services.reporting.submissions.wording import STATES

router: Final = APIRouter()

TITLE: Final = "Unterschied"
SHOWN: Final = 100  # facts on the page; all of them are in the files


class ComparedWith(BaseModel):
    """With what a submission is compared; without it, with now."""

    model_config = ConfigDict(extra="forbid")

    to: UUID | None = None


@router.get("/berichte/abgaben/{submission}/unterschied")
def delta_page(
    *,
    submission: SubmissionInPath,
    request: Request,
    asking: ExaminerHere,
    service: Service,
    answers: PatientReports,
    arrived: HeadsNow,
) -> Response:
    """Raises UnknownSubmission, NoMandate."""
    try:
        answers.arrived(asking.district, arrived)
    except NotArrived as late:
        return still_waiting(request, TITLE, answers.behind(asking.district, arrived), late)
    kept, form = Submissions(service.pool, asking.district), asked(request, ComparedWith)
    made = kept.one(submission)
    shown: dict[str, Any] = {"report": None}
    if form.model is not None:
        try:
            document = answers.delta(asking.district, submission, form.model.to)
        except RuleViolation as broken:
            form = form.refused(broken)
        else:
            examined(service, asking, document)
            shown = _shown(request, asking, document)
    others = [one for one in kept.all(operation=made.operation) if one.id != made.id]
    context = {
        "form": form,
        "made": made,
        "others": [(str(one.id), _called(one)) for one in others],
        "operations": [(row.operation, row.name) for row in service.reports.operations(asking.district)],
        "fact_title": fact_title,
        "place_of": place_of,
        "download": _download(submission, form.model),
        **shown,
    }
    return rendered(request, "reporting/delta.html", context, status=422 if form.errors else 200)


def _shown(request: Request, asking: Session, document: Document) -> dict[str, Any]:
    facts = facts_of(document)
    first = facts[:SHOWN]
    return {
        "report": delta_tables(document),
        "facts": first,
        "all_facts": len(facts),
        "who": actors_for(request, asking),
    }


def _download(submission: UUID, compared: ComparedWith | None) -> tuple[str, dict[str, str]]:
    """Path and parameters of the same question at the API."""
    given = {} if compared is None else compared.model_dump(mode="json", exclude_none=True)
    return f"/reporting/submissions/{submission}/delta", given


def _called(one: Submission) -> str:
    return f"Stichtag {day(one.as_of)}, angelegt {moment(one.created)}, {STATES[one.state]}"
