"""The ESF report as a page: the tables of the document, for any date and any state of knowledge."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.kernel.deciders import RuleViolation
from services.kernel.inputs import KEY_PATTERN, Day, KnownInstant
from services.kernel.pages.forms import Filled, asked, blank
from services.kernel.pages.rendering import rendered
from services.kernel.roles import Role
from services.kernel.times import today
from services.reporting.domain.calendar import previous_reporting_date
from services.reporting.domain.catalogues import CATALOGUES
from services.reporting.esf import EsfQuestion
from services.reporting.knowledge import NotArrived
from services.reporting.pages.asking import HeadsNow, PatientReports, ReaderHere, still_waiting
from services.reporting.pages.auditing_here import EXAMINERS
from services.reporting.pages.explain import cell_address
from services.reporting.submissions.instead import has_erased
from services.reporting.submissions.queries import Submission
from services.reporting.submissions.wording import STATES
from services.reporting.tables import Report, esf_tables

router: Final = APIRouter()

TITLE: Final = "ESF-Bericht"


class EsfAsked(BaseModel):
    """The question as it stands in the address; the names are those of the API."""

    model_config = ConfigDict(extra="forbid")

    operation: str = Field(pattern=KEY_PATTERN)
    as_of: Day
    known_at: KnownInstant | None = None
    catalogue: Annotated[str, Field(pattern=KEY_PATTERN)] | None = None
    catalogue_version: Annotated[int, Field(ge=1, le=9999)] | None = None

    @property
    def question(self) -> EsfQuestion:
        return EsfQuestion(**dict(self))


@router.get("/berichte/esf")
def esf_page(request: Request, asking: ReaderHere, answers: PatientReports, arrived: HeadsNow) -> Response:
    """Without a question: the form. With one: the report, counted by what the API answers."""
    form = asked(request, EsfAsked) if request.query_params else blank(as_of=today().isoformat())
    shown: Report | None = None
    erased = False
    instead: Sequence[Submission] = ()
    if form.model is not None:
        try:
            document = answers.esf(asking.district, form.model.question, arrived)
            shown = esf_tables(document)
            erased, instead = has_erased(document), answers.instead_of(asking.district, document)
        except RuleViolation as broken:
            form = form.refused(broken)
        except NotArrived as late:
            return still_waiting(request, TITLE, answers.behind(asking.district, arrived), late)
    context = {
        "form": form,
        "operations": [(row.operation, row.name) for row in answers.operations(asking.district)],
        "report": shown,
        "erased": erased,
        "instead": instead,
        "states": STATES,
        "catalogues": [(one.key, one.title_de) for one in CATALOGUES],
        "download": _download(form),
        "dates": _reporting_dates(),
        "explained": partial(cell_address, form) if asking.caller.role in EXAMINERS else None,
        "sees_worklist": asking.caller.role == Role.KOORDINATION,
    }
    return rendered(request, "reporting/esf.html", context, status=422 if form.errors else 200)


def _download(form: Filled[EsfAsked]) -> tuple[str, dict[str, str]] | None:
    """Path and parameters of the same question at the API."""
    if form.model is None:
        return None
    given: dict[str, Any] = form.model.model_dump(mode="json", exclude_none=True)
    return f"/reporting/operations/{given.pop('operation')}/reports/esf", given


def _reporting_dates() -> list[str]:
    last = previous_reporting_date(today())
    return [day.isoformat() for day in (last, previous_reporting_date(last))]
