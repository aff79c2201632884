"""*Mitmachen*: what help is looked for in a district, for everybody; and signing up without an account.

Whoever signs up waits for the team's yes. Nothing of it is in an address or in a log.
"""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from services.events.api.asking import Service
from services.events.api.contact_fields import Email, Phone
from services.events.api.fields import Name, Text, said
from services.events.application import Events
from services.events.domain.engagement import UnknownEngagement
from services.events.strangers import GUEST, ROLE, StrangersForm, district_name
from services.events.volunteers_desk import VolunteersDesk
from services.events.volunteers_queries import EngagementEntry, helpers
from services.events.volunteers_words import descriptions
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.asking import form_context_of
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import SEE_OTHER
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.kernel.problems import Problem, not_found
from services.kernel.public_answers import not_too_often
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.tokens import Caller

router: Final = APIRouter()

# Where the form is sent: one address for all districts, so that the gate knows it and no address tells of a sign-up.
SIGN_UP: Final = "/mitmachen"
DISTRICT: Final = f"{SIGN_UP}/{{district}}"
NOBODY_LOOKED_FOR: Final = "Unter dieser Adresse wird gerade niemand gesucht."
TITLES: Final = {"name": "Ihr Name", "phone": "Telefon", "email": "E-Mail", "note": "Ihre Nachricht"}

DistrictInPath = Annotated[str, Path(title="Landkreis", max_length=40)]
EngagementInPath = Annotated[UUID, Path(title="Aufgabe")]
OPEN: Final = [Depends(only_known()), Depends(not_too_often)]


class WantedIn(BaseModel):
    """For what somebody signs up; ``homepage`` is a field that no person sees: who fills it in is a program."""

    model_config = ConfigDict(extra="ignore")

    district: Annotated[str, Field(max_length=40)] = ""
    engagement: UUID | None = None
    homepage: str = ""


class SignUpIn(BaseModel):
    """Who signs up, and how to reach them."""

    model_config = ConfigDict(extra="ignore")

    name: Name
    phone: Phone | None = None
    email: Email | None = None
    note: Text | None = None

    @property
    def texts(self) -> dict[str, str]:
        return said(name=self.name, phone=self.phone, email=self.email, note=self.note)


@router.get(DISTRICT, dependencies=OPEN)
def public_engagements(request: Request, service: Service, district: DistrictInPath) -> Response:
    """A district without anything public is answered like one that does not exist."""
    name = district_name(service, district)
    found = [] if name is None else helpers(service.pool, district).public_engagements(today())
    if not found:
        raise not_here()
    context = {
        "name": name,
        "address": f"{SIGN_UP}/{district}",
        "engagements": found,
        "descriptions": descriptions(service, district, found),
    }
    return rendered(request, "events/mitmachen.html", context)


@router.get(f"{DISTRICT}/danke", dependencies=OPEN)
def thank(request: Request, service: Service, district: DistrictInPath) -> Response:
    name = district_name(service, district)
    if name is None:
        raise not_here()
    return rendered(request, "events/mitmachen_danke.html", {"name": name, "address": f"{SIGN_UP}/{district}"})


@router.get(f"{DISTRICT}/{{engagement}}", dependencies=OPEN)
def show_sign_up(
    request: Request, service: Service, district: DistrictInPath, engagement: EngagementInPath
) -> Response:
    return _page(request, service, (district, _public(service, district, engagement)), blank())


@router.post(SIGN_UP)
async def send_sign_up(request: Request, service: Service) -> Response:
    """Read by hand: for what it is stands in the form, and how often somebody may send is asked first."""
    wanted = (await fill(request, WantedIn)).model
    if wanted is None or wanted.engagement is None:
        raise not_here()
    address = request.client.host if request.client else ""
    entry = await run_in_threadpool(_heard, service, wanted, address)
    if wanted.homepage:
        return _thanks(wanted.district)
    form = await fill(request, SignUpIn)
    context = await form_context_of(request, Caller(wanted.district, ROLE, GUEST))
    return await run_in_threadpool(_signed_up, request, service, (wanted.district, entry), (form, context))


def not_here() -> Problem:
    """The same for what is not there as for what is not public: nobody learns which there are."""
    return not_found(NOBODY_LOOKED_FOR)


def _heard(service: Events, wanted: WantedIn, address: str) -> EngagementEntry:
    """Raises a Problem (404, 429)."""
    assert wanted.engagement is not None, "looked at before"
    if district_name(service, wanted.district) is None:
        raise not_here()
    StrangersForm(service, wanted.district, "sign_up").note(address)
    return _public(service, wanted.district, wanted.engagement)


def _public(service: Events, district: str, engagement: UUID) -> EngagementEntry:
    """Raises a Problem (404)."""
    if district_name(service, district) is None:
        raise not_here()
    for each in helpers(service.pool, district).public_engagements(today()):
        if each.engagement_id == engagement:
            return each
    raise not_here()


def _signed_up(
    request: Request, service: Events, what: tuple[str, EngagementEntry], sent: tuple[Filled[SignUpIn], Context]
) -> Response:
    (district, entry), (form, context) = what, sent
    if form.model is None:
        return _page(request, service, what, form, UNPROCESSABLE)
    try:
        VolunteersDesk(service, district).sign_up(entry.engagement_id, form.model.texts, context)
    except UnknownEngagement:
        raise not_here() from None
    except RuleViolation as broken:
        return _page(request, service, what, form.refused(broken), CONFLICT)
    return _thanks(district)


def _thanks(district: str) -> Response:
    return RedirectResponse(f"{SIGN_UP}/{district}/danke", SEE_OTHER)


def _page(
    request: Request, service: Events, what: tuple[str, EngagementEntry], form: Filled[Any], status: int = 200
) -> Response:
    district, entry = what
    context = {
        "name": district_name(service, district),
        "district": district,
        "engagement": entry,
        "description": descriptions(service, district, [entry]).get(entry.engagement_id),
        "address": f"{SIGN_UP}/{district}",
        "send_to": SIGN_UP,
        "form": form,
        "titles": TITLES,
    }
    return rendered(request, "events/mitmachen_aufgabe.html", context, status=status)
