"""Forms about who takes part in an event."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from services.contracts.events.words import PartnerRole
from services.events.api.asking import NothingIn
from services.events.api.events import RoleIn
from services.events.event_desk import EventDesk
from services.events.event_queries import EngagedPartner
from services.events.event_wording import ROLES
from services.events.known import listed_partners
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.event_here import ONE, file_of, title_of, to_event
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()
ROLE_FIELD: Final = Field(name="role", title="Was tut der Partner?", kind="select", options=list(ROLES.items()))


class EngagedIn(BaseModel):
    """Who takes part, and as what."""

    model_config = ConfigDict(extra="forbid")

    partner_id: UUID
    role: PartnerRole


def _partners(here: Here) -> Sequence[Field]:
    found = listed_partners(here.service.pool, here.district, today()).values()
    options = [(str(each.partner_id), each.name) for each in found]
    return (Field(name="partner_id", title="Partner", kind="select", options=options), ROLE_FIELD)


def _engaged(here: Here) -> EngagedPartner:
    """The partner in the address. Raises a Problem (404)."""
    wanted = here.named("partner")
    for each in file_of(here).partners:
        if each.partner_id == wanted:
            return each
    raise not_found()


def _engage(here: Here, body: EngagedIn, context: Context) -> Stored:
    desk = EventDesk(here.service, here.district)
    return Stored(desk.engage_partner(here.named("event"), body.partner_id, body.role, context).position)


def _change(here: Here, body: RoleIn, context: Context) -> Stored:
    desk = EventDesk(here.service, here.district)
    return Stored(desk.engage_partner(here.named("event"), here.named("partner"), body.role, context).position)


def _disengage(here: Here, _body: NothingIn, context: Context) -> Stored:
    desk = EventDesk(here.service, here.district)
    return Stored(desk.disengage_partner(here.named("event"), here.named("partner"), context).position)


def _name(here: Here) -> str:
    return _engaged(here).name or "Partner"


def _role(here: Here) -> Mapping[str, str]:
    return {"role": _engaged(here).role}


FORMS: Final = (
    DescribedForm(
        path=f"{ONE}/partner/neu",
        title="Partner beteiligen",
        button="Partner beteiligen",
        model=EngagedIn,
        fields=_partners,
        send=_engage,
        back=to_event,
        about=title_of,
        remarks=lambda _here: ("Wer hier fehlt, muss zuerst ins Verzeichnis der Partner.",),
    ),
    DescribedForm(
        path=f"{ONE}/partner/{{partner}}/rolle",
        title="Rolle ändern",
        button="Rolle speichern",
        model=RoleIn,
        fields=lambda _here: (ROLE_FIELD,),
        send=_change,
        back=to_event,
        about=_name,
        typed=_role,
    ),
    DescribedForm(
        path=f"{ONE}/partner/{{partner}}/entfernen",
        title="Partner nicht mehr beteiligen",
        button="Entfernen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_disengage,
        back=to_event,
        about=_name,
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
