"""*Vor der Abgabe*: what to look at before an ESF report is handed in."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.kernel.deciders import RuleViolation
from services.kernel.inputs import KEY_PATTERN, Day
from services.kernel.pages.forms import asked, blank
from services.kernel.pages.rendering import rendered
from services.kernel.roles import Role
from services.kernel.times import today
from services.reporting.api.asking import Service
from services.reporting.checking.desk import CheckingDesk
from services.reporting.checking.report import ChecksQuestion
from services.reporting.checking.tables import TITLE, checks_tables
from services.reporting.domain.calendar import previous_reporting_date
from services.reporting.knowledge import NotArrived
from services.reporting.pages.asking import HeadsNow, PatientReports, ReaderHere, still_waiting

router: Final = APIRouter()

CHECKS: Final = "/berichte/vor-der-abgabe"
RULES: Final = f"{CHECKS}/regeln"
NAMED: Final = 20  # so many records are linked; a file names all


class ChecksAsked(BaseModel):
    """The question as it stands in the address; the names are those of the API."""

    model_config = ConfigDict(extra="forbid")

    operation: str = Field(pattern=KEY_PATTERN)
    as_of: Day


@router.get(CHECKS)
def checks_page(request: Request, asking: ReaderHere, answers: PatientReports, arrived: HeadsNow) -> Response:
    """Without a question: the form, with the last reporting date."""
    last = previous_reporting_date(today())
    form = asked(request, ChecksAsked) if request.query_params else blank(as_of=last.isoformat())
    document: Mapping[str, Any] | None = None
    coordinates = asking.caller.role == Role.KOORDINATION
    if form.model is not None:
        question = ChecksQuestion(**dict(form.model), records=coordinates)
        try:
            document = answers.checks(asking.district, question, arrived)
        except RuleViolation as broken:
            form = form.refused(broken)
        except NotArrived as late:
            return still_waiting(request, TITLE, answers.behind(asking.district, arrived), late)
    context = {
        "form": form,
        "operations": [(row.operation, row.name) for row in answers.operations(asking.district)],
        "document": document,
        "report": None if document is None else checks_tables(document),
        "download": None if document is None else _download(document),
        "coordinates": coordinates,
        "named": NAMED,
    }
    return rendered(request, "reporting/checks.html", context, status=422 if form.errors else 200)


@router.get(RULES)
def rules_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """The plausibility rules as they are set."""
    context = {
        "rules": CheckingDesk(service, asking.district).rules(),
        "coordinates": asking.caller.role == Role.KOORDINATION,
    }
    return rendered(request, "reporting/check_rules.html", context)


def _download(document: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Path and parameters of the same question at the API."""
    return f"/reporting/operations/{document['operation']}/reports/checks", {"as_of": document["as_of"]}
