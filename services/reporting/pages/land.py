"""*Land*: what the districts handed in for a period, added up for the Commission. The Land sees no more than this."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.kernel.pages.asking import signed_in
from services.kernel.pages.forms import asked, blank
from services.kernel.pages.rendering import rendered
from services.kernel.registry import registered_districts
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.times import today
from services.reporting.api.asking import Answers
from services.reporting.checking.periods import PATTERN, Period
from services.reporting.checking.transmission_tables import transmission_tables
from services.reporting.domain.calendar import previous_reporting_date
from services.reporting.pages.asking import SERVICE
from services.reporting.reports import Reports

router: Final = APIRouter()

LAND: Final = "/land"
SEEN_BACK: Final = 4  # periods offered, the last two years
OfTheLand = Annotated[Session, Depends(signed_in(SERVICE, Role.LAND))]


class RollupAsked(BaseModel):
    """The question as it stands in the address; the name is that of the API."""

    model_config = ConfigDict(extra="forbid")

    period: str = Field(pattern=PATTERN)


@router.get(LAND)
def land_page(request: Request, _asking: OfTheLand, answers: Answers) -> Response:
    """Without a question: the last period."""
    periods = {name: f"{name[:4]}, bis {Period(name).as_of:%d.%m.}" for name in _periods()}
    form = asked(request, RollupAsked) if request.query_params else blank(period=next(iter(periods)))
    document: Mapping[str, Any] | None = None
    if not form.errors:
        document = answers.rollup(Period.named(form.value("period")))
    context = {
        "form": form,
        "periods": list(periods.items()),
        "document": document,
        "report": None if document is None else transmission_tables(_in_words(document, answers, periods)),
        "download": None if document is None else ("/reporting/land/rollup", {"period": document["period"]}),
    }
    return rendered(request, "reporting/land.html", context, status=422 if form.errors else 200)


def _in_words(document: Mapping[str, Any], answers: Reports, periods: Mapping[str, str]) -> Mapping[str, Any]:
    """The same document with the names of districts and of the period where files have keys."""
    with answers.pool.connection() as conn:
        names = {each.key: each.name for each in registered_districts(conn)}
    named = {
        part: [{**one, "district": names.get(one["district"], one["district"])} for one in document[part]]
        for part in ("submissions", "missing")
    }
    return {**document, **named, "period": periods.get(document["period"], document["period"])}


def _periods() -> list[str]:
    """The last ones that are over, the newest first."""
    day, found = today(), []
    for _ in range(SEEN_BACK):
        day = previous_reporting_date(day)
        found.append(f"{day:%Y%m}")
    return found
