"""What all pages of reports ask for: who reads, the reports, and how far the sources are."""

from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from starlette.responses import Response

from services.kernel.feed import Feed
from services.kernel.pages.asking import signed_in
from services.kernel.pages.rendering import rendered
from services.kernel.problems import RETRY_AFTER_S
from services.kernel.requests import Session, target_of
from services.kernel.roles import Role
from services.reporting.api.asking import Answers
from services.reporting.knowledge import NotArrived
from services.reporting.reports import Heads, Reports, heads_of

SERVICE: Final = "reporting"
READERS: Final = frozenset({Role.KOORDINATION, Role.PLANUNG, Role.PRUEFUNG, Role.AUSWERTUNG})
PLANNERS: Final = frozenset({Role.KOORDINATION, Role.PLANUNG})
PATIENCE_S: Final = 2.0  # longer than that, a person wants to know what a page waits for

ReaderHere = Annotated[Session, Depends(signed_in(SERVICE, *sorted(READERS)))]
PlannerHere = Annotated[Session, Depends(signed_in(SERVICE, *sorted(PLANNERS)))]


async def patient_reports(answers: Answers) -> Reports:
    return replace(answers, timeout=PATIENCE_S)


def heads(request: Request, asking: ReaderHere) -> Heads:
    """Where the sources are now: a report waits until it has all of that."""
    feed: Feed = request.app.state.feed
    return heads_of(feed, asking.district)


PatientReports = Annotated[Reports, Depends(patient_reports)]
HeadsNow = Annotated[Heads, Depends(heads)]


def still_waiting(request: Request, title: str, missing: int, late: NotArrived) -> Response:
    """Facts are on their way: how many, and the way to try again. Nothing reloads by itself."""
    context: dict[str, Any] = {
        "report": title,
        "missing": missing,
        "stopped": sorted(late.stopped),
        "again": target_of(request),
    }
    return rendered(request, "reporting/waiting.html", context, status=503, headers={"Retry-After": RETRY_AFTER_S})
