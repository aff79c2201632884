"""*Abgaben*: reports that were handed in, what became of them, and whether they still are what they were."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from services.kernel.feed import Feed
from services.kernel.pages.names import actors_for
from services.kernel.pages.rendering import rendered
from services.kernel.requests import Session, only_known
from services.kernel.roles import Role
from services.reporting.api.asking import Service
from services.reporting.application import SERVICE, Reporting
from services.reporting.knowledge import NotArrived
from services.reporting.pages.asking import PATIENCE_S, ReaderHere, still_waiting
from services.reporting.pages.auditing_here import EXAMINERS, ExaminerHere
from services.reporting.pages.explain import explained_at
from services.reporting.reports import Reports
from services.reporting.submissions.queries import State, Submission
from services.reporting.submissions.reading import Submissions, to_be_verified
from services.reporting.submissions.verification import Verifier
from services.reporting.submissions.wording import GROUNDS, RESULTS, STATES
from services.reporting.tables import esf_tables

router: Final = APIRouter()

SUBMISSIONS: Final = "/berichte/abgaben"
ONE: Final = f"{SUBMISSIONS}/{{submission}}"
TITLE: Final = "Abgaben"
BADGES: Final[Mapping[State, str]] = {
    "created": "warning",
    "approved": "success",
    "returned": "danger",
    "withdrawn": "info",
    "superseded": "info",
}
VERDICTS: Final = {"recomputed": "success", "chain_only": "warning", "differs": "danger"}
SubmissionInPath = Annotated[UUID, Path()]


def visible(service: Reporting, feed: Feed, district: str) -> Submissions:
    """The district's submissions, once all that was decided here is visible; raises NotArrived."""
    patient(service).arrived(district, {SERVICE: feed.head(SERVICE, district).position})
    return Submissions(service.pool, district)


def patient(service: Reporting) -> Reports:
    """Reports that wait as long as a page may."""
    return replace(service.reports, timeout=PATIENCE_S)


@router.get(SUBMISSIONS, dependencies=[Depends(only_known())])
def submissions_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """All of them, the newest first."""
    try:
        kept = visible(service, request.app.state.feed, asking.district)
    except NotArrived as late:
        return _waiting(request, asking, service, late)
    context = {
        "submissions": kept.all(),
        "who": actors_for(request, asking),
        "names": {row.operation: row.name for row in service.reports.operations(asking.district)},
        "states": STATES,
        "badges": BADGES,
        "submits": asking.caller.role == Role.KOORDINATION,
    }
    return rendered(request, "reporting/submissions.html", context)


@router.get(ONE, dependencies=[Depends(only_known())])
def submission_page(request: Request, asking: ReaderHere, service: Service, submission: SubmissionInPath) -> Response:
    """One with its report as it was then, its steps and its proof. Raises UnknownSubmission."""
    try:
        kept = visible(service, request.app.state.feed, asking.district)
    except NotArrived as late:
        return _waiting(request, asking, service, late)
    one = kept.one(submission)
    context = {
        "submission": one,
        "state": STATES[one.state],
        "badge": BADGES[one.state],
        "who": actors_for(request, asking),
        "steps": kept.steps(submission),
        "states": STATES,
        "grounds": GROUNDS,
        "report": esf_tables(one.report),
        "operations": [(row.operation, row.name) for row in service.reports.operations(asking.district)],
        "in_force": kept.in_force(one.operation, one.as_of),
        "explained": partial(explained_at, _asked(one)) if asking.caller.role in EXAMINERS else None,
        "decides": asking.caller.role == Role.KOORDINATION,
        "own": one.created_by == asking.caller.actor,
        "examines": asking.caller.role in EXAMINERS,
    }
    return rendered(request, "reporting/submission.html", context)


@router.get(f"{ONE}/nachpruefung", dependencies=[Depends(only_known())])
def verification_page(
    request: Request, asking: ExaminerHere, service: Service, submission: SubmissionInPath
) -> Response:
    """Checks it while one waits. Raises UnknownSubmission."""
    feed: Feed = request.app.state.feed
    try:
        one = to_be_verified(patient(service), feed, asking.district, submission)
    except NotArrived as late:
        return _waiting(request, asking, service, late)
    told = Verifier(service, feed, asking.district).verify(submission)
    context = {
        "submission": one,
        "operations": [(row.operation, row.name) for row in service.reports.operations(asking.district)],
        "result": RESULTS[told.judgement.result],
        "verdict": VERDICTS[told.judgement.result],
        "differences": told.judgement.differences,
        "erased": told.judgement.erased,
        "from_journal": "journal" in told.made_from,
    }
    return rendered(request, "reporting/verification.html", context)


def _asked(one: Submission) -> dict[str, str]:
    """The question of the report, at the explanation of a cell of this submission."""
    return {"operation": one.operation, "as_of": one.as_of.isoformat(), "submission": str(one.id)}


def _waiting(request: Request, asking: Session, service: Reporting, late: NotArrived) -> Response:
    feed: Feed = request.app.state.feed
    heads: dict[str, Any] = {SERVICE: feed.head(SERVICE, asking.district).position}
    return still_waiting(request, TITLE, service.reports.behind(asking.district, heads), late)
