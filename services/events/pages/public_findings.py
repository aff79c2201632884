"""*Beteiligung*: what a district found, for everybody, and what people see differently. No account, no name."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel, ConfigDict, StringConstraints
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from services.contracts.vocabularies import handlungsfelder
from services.events.api.asking import Service
from services.events.application import Events
from services.events.findings_desk import FindingsDesk
from services.events.participation_pace import expect_not_too_often
from services.events.participation_view import (
    PublicFinding,
    name_of,
    not_here,
    open_surveys,
    public_finding,
    public_findings,
)
from services.events.strangers import GUEST, ROLE
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.asking import form_context_of
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import SEE_OTHER
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.kernel.public_answers import not_too_often
from services.kernel.requests import only_known
from services.kernel.tokens import Caller

router: Final = APIRouter()

# Where feedback is sent: one address for all districts, see ``public_survey``.
FEEDBACK: Final = "/beteiligung"
DISTRICT: Final = f"{FEEDBACK}/{{district}}"
ONE: Final = f"{DISTRICT}/{{finding}}"
AGREES: Final = (("yes", "ja, so sehe ich es auch"), ("no", "nein, ich sehe es anders"))
TITLES: Final = {"agrees": "Deckt sich das mit Ihrer Beobachtung?", "text": "Was möchten Sie dazu sagen?"}

DistrictInPath = Annotated[str, Path(title="Landkreis", max_length=40)]
FindingInPath = Annotated[UUID, Path(title="Ergebnis")]
OPEN: Final = [Depends(only_known()), Depends(not_too_often)]


class AboutIn(BaseModel):
    """What somebody speaks of; ``homepage`` is a field that no person sees: who fills it in is a program."""

    model_config = ConfigDict(extra="ignore")

    district: Annotated[str, StringConstraints(max_length=40)] = ""
    finding: UUID | None = None
    homepage: str = ""


class FeedbackIn(BaseModel):
    """What somebody says."""

    model_config = ConfigDict(extra="ignore")

    agrees: Literal["yes", "no"] | None = None
    text: Annotated[str, StringConstraints(max_length=2000)] = ""


@router.get(DISTRICT, dependencies=OPEN)
def participation_page(request: Request, service: Service, district: DistrictInPath) -> Response:
    """A district with nothing public is answered like one that does not exist."""
    name = name_of(service, district)
    surveys, found = open_surveys(service, district), public_findings(service, district)
    if not surveys and not found:
        raise not_here()
    context = {
        "name": name,
        "surveys": surveys,
        "findings": found,
        "survey_address": f"/umfrage/{district}",
        "address": f"{FEEDBACK}/{district}",
    }
    return rendered(request, "events/beteiligung.html", context)


@router.get(ONE, dependencies=OPEN)
def finding_page(request: Request, service: Service, district: DistrictInPath, finding: FindingInPath) -> Response:
    return _page(request, district, public_finding(service, district, finding), blank())


@router.get(f"{ONE}/danke", dependencies=OPEN)
def thank_for_feedback(
    request: Request, service: Service, district: DistrictInPath, finding: FindingInPath
) -> Response:
    found = public_finding(service, district, finding)
    return rendered(
        request, "events/beteiligung_danke.html", {"address": f"{FEEDBACK}/{district}/{found.row.finding_id}"}
    )


@router.post(FEEDBACK)
async def send_feedback(request: Request, service: Service) -> Response:
    """Read by hand: of what it speaks stands in the form."""
    about = (await fill(request, AboutIn)).model
    if about is None or about.finding is None:
        raise not_here()
    expect_not_too_often(request.client.host if request.client else "")
    found = await run_in_threadpool(public_finding, service, about.district, about.finding)
    if about.homepage:
        return _thanks(about.district, found)
    form = await fill(request, FeedbackIn)
    context = await form_context_of(request, Caller(about.district, ROLE, GUEST))
    return await run_in_threadpool(_stored, request, service, (about.district, found), (form, context))


def _stored(
    request: Request, service: Events, what: tuple[str, PublicFinding], sent: tuple[Filled[FeedbackIn], Context]
) -> Response:
    (district, found), (form, context) = what, sent
    if form.model is None:
        return _page(request, district, found, form, UNPROCESSABLE)
    agrees = None if form.model.agrees is None else form.model.agrees == "yes"
    desk = FindingsDesk(service, district, found.row.survey_id)
    try:
        desk.give_feedback(found.row.finding_id, form.model.text, context, agrees=agrees)
    except RuleViolation as broken:
        return _page(request, district, found, form.refused(broken), CONFLICT)
    return _thanks(district, found)


def _thanks(district: str, found: PublicFinding) -> Response:
    return RedirectResponse(f"{FEEDBACK}/{district}/{found.row.finding_id}/danke", SEE_OTHER)


def _page(request: Request, district: str, found: PublicFinding, form: Filled[Any], status: int = 200) -> Response:
    context = {
        "found": found,
        "fields": [handlungsfelder().get(key, key) for key in found.row.handlungsfelder],
        "district": district,
        "address": f"{FEEDBACK}/{district}",
        "send_to": FEEDBACK,
        "agrees": AGREES,
        "titles": TITLES,
        "form": form,
    }
    return rendered(request, "events/beteiligung_befund.html", context, status=status)
