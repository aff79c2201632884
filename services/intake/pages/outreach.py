"""*Unterwegs*: contacts recorded without network wait on the device until they can be sent.

``/unterwegs/huelle`` is the same page without anybody's name: the only one that a device keeps. What waits belongs to
one person of one district, and is never taken from anybody else.
"""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from services.intake.access_desk import AccessRefused
from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.api.contacts import enter_contact
from services.intake.application import Intake
from services.intake.contact_history import versions
from services.intake.contacts_desk import contact_of_command
from services.intake.pages.asking import FachkraftHere
from services.intake.pages.contact_form import ContactOnPage, blank_contact, contact_values, offered_to, on_form
from services.intake.pages.contacts import NO_SUCH_CODE_WORD, with_case
from services.kernel.deciders import Context
from services.kernel.idempotency import canonical_body
from services.kernel.pages.forms import made_of
from services.kernel.pages.menu import NO_MENU
from services.kernel.pages.rendering import rendered
from services.kernel.problems import (
    FieldError,
    Problem,
    forbidden,
    invalid_input,
    unsupported_media_type,
)
from services.kernel.requests import JSON, IdempotencyKey, Session, context_of, media_type
from services.kernel.store import CommandReused

router: Final = APIRouter()

OF_ANOTHER_PERSON: Final = (
    "Diesen Kontakt hat jemand anderes auf diesem Gerät erfasst. Nur diese Person kann ihn senden."
)
STORED_DIFFERENTLY: Final = "Dieser Kontakt ist schon gespeichert, mit anderen Angaben."
Typed = Annotated[str, Field(max_length=4000)]


class WaitingContact(BaseModel):
    """A contact as a device kept it: whose it is, and the form's fields as they were filled in."""

    model_config = ConfigDict(extra="forbid")

    person: str = Field(max_length=200)
    form: dict[str, Annotated[list[Typed], Field(max_length=100)]] = Field(max_length=100)


class SentContact(BaseModel):
    """``state``: what became of it since, where it had been stored before."""

    contact_id: UUID
    state: Literal["recorded", "corrected", "cancelled"]
    hints: list[str]


async def sent_from_device(request: Request, asking: FachkraftHere, key: IdempotencyKey = None) -> Context:
    """The key was made on the device, so that sending again stores nothing twice. Raises a Problem (400, 415, 422)."""
    if media_type(request) != JSON:
        raise unsupported_media_type([JSON])
    return context_of(request, asking.caller, key, canonical_body(await request.body()))


@router.get("/unterwegs")
def outreach_page(request: Request, asking: FachkraftHere, service: Service) -> Response:
    """The form, and what waits on this device."""
    return _page(request, asking, service)


@router.get("/unterwegs/huelle")
def outreach_shell(request: Request, asking: FachkraftHere, service: Service) -> Response:
    """What a device keeps: the district's lists, and nothing that tells of anybody."""
    return _page(request, asking, service, signed_in=None, menu=NO_MENU)


@router.post("/unterwegs/kontakte", status_code=201)
def take_waiting_contact(
    body: WaitingContact,
    asking: FachkraftHere,
    service: Service,
    context: Annotated[Context, Depends(sent_from_device)],
) -> Response:
    """Stored as a contact of the page *Kontakt* would be. Raises a Problem, RuleViolation."""
    if body.person != person_of(asking):
        raise forbidden(OF_ANOTHER_PERSON)
    try:
        taken = enter_contact(with_case(access_desk(service, asking), _contact(body)), asking, context, service)
    except AccessRefused:
        raise _refused("code_word", NO_SUCH_CODE_WORD) from None
    except CommandReused:
        return _stored_differently(contact_of_command(service.ids(asking.district), context.command_id))
    sent = SentContact(
        contact_id=taken.contact_id,
        state=_since(service, asking.district, taken.contact_id, context),
        hints=[hint.text for hint in taken.warnings],
    )
    return JSONResponse(sent.model_dump(mode="json"), 201)


def person_of(asking: Session) -> str:
    """Whose contacts wait on a device: one person in one district; as pages say it (``data-person``)."""
    return f"{asking.district}/{asking.caller.actor}"


def _contact(body: WaitingContact) -> ContactOnPage:
    """Raises a Problem (422)."""
    sent = ((name, value) for name, values in body.form.items() for value in values)
    form = made_of(sent, ContactOnPage, contact_values)
    if form.model is None:
        raise invalid_input(form.errors)
    return form.model


def _refused(field: str, rule: str) -> Problem:
    return invalid_input([FieldError(field, rule)])


def _stored_differently(contact: UUID) -> Response:
    """The device sent it before and corrected it afterwards: both are shown, nothing is overwritten."""
    return JSONResponse({"title": STORED_DIFFERENTLY, "contact_id": str(contact)}, 409)


def _since(
    service: Intake, district: str, contact: UUID, context: Context
) -> Literal["recorded", "corrected", "cancelled"]:
    """A contact that was sent before may have been corrected or cancelled elsewhere; that counts, and is told."""
    *_, last = versions(service, district, contact)
    return "recorded" if last.command_id == context.command_id else last.what


def _page(request: Request, asking: Session, service: Intake, **instead: Any) -> Response:
    offered = offered_to(service, asking.district, access_desk(service, asking).asker)
    context = on_form(offered, form=blank_contact(offered), **instead)
    return rendered(request, "intake/outreach.html", context)
