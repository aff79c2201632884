"""Contacts over HTTP: record, correct, cancel, undo."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from msgspec import UNSET, structs
from pydantic import BaseModel, ConfigDict, Field

from services.intake.access_desk import AccessDesk
from services.intake.api.access import Fachkraft, access_desk
from services.intake.api.asking import COMMAND, Asked, Service
from services.intake.api.contact_forms import CancellationIn, ContactChangeIn, ContactFormIn
from services.intake.api.rows import Remark
from services.intake.application import Intake
from services.intake.contacts_desk import ContactDesk, OfCase, Seen, Taken, seen_contact
from services.intake.directory import staff_id_of
from services.intake.domain.access import Purpose
from services.intake.domain.contact_refusals import UnknownContact
from services.kernel.problems import not_found
from services.kernel.requests import Session
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/contacts")

CONTACT_EXAMPLE: Final = "00000000-0000-8000-8000-000000000006"
ContactInPath = Annotated[UUID, Path(title="Kontakt", examples=[CONTACT_EXAMPLE])]


class TakenContact(Recorded):
    """The contact, and what is worth a second look."""

    model_config = ConfigDict(title="Kontakt erfasst")

    contact_id: UUID = Field(title="Kontakt", examples=[CONTACT_EXAMPLE])
    warnings: list[Remark] = Field(title="Hinweise")


class UndoIn(BaseModel):
    """Nothing needs to be said."""

    model_config = ConfigDict(extra="forbid", title="Rückgängig machen")


@router.post("", summary="Kontakt erfassen, mit oder ohne Fall", **COMMAND)
def enter_contact(body: ContactFormIn, asking: Fachkraft, context: Asked, service: Service) -> TakenContact:
    """Ohne Fall zählt der Kontakt anonym; ohne Fachkraft ist es, wer ihn erfasst."""
    given = body.change()
    if given.staff_id is UNSET:
        given = structs.replace(given, staff_id=staff_id_of(context.actor))
    of = None if body.case is None else _case(access_desk(service, asking), body.case)
    return _taken(ContactDesk(service, asking.district, context).record(body.operation, given, body.texts(), of))


@router.post("/{contact}/corrections", summary="Kontakt berichtigen", **COMMAND)
def correct_contact(
    contact: ContactInPath, body: ContactChangeIn, asking: Fachkraft, context: Asked, service: Service
) -> TakenContact:
    """Nur gesendete Felder ändern sich."""
    seen = visible_contact(service, asking, contact, "write")
    return _taken(ContactDesk(service, asking.district, context).correct(seen, body.change(), body.texts()))


@router.post("/{contact}/cancellation", summary="Kontakt mit Grund stornieren", **COMMAND)
def cancel_contact(
    contact: ContactInPath, body: CancellationIn, asking: Fachkraft, context: Asked, service: Service
) -> Recorded:
    seen = visible_contact(service, asking, contact, "write")
    outcome = ContactDesk(service, asking.district, context).cancel(seen, body.reason)
    return Recorded(position=outcome.position)


@router.post("/{contact}/undo", summary="Eben erfassten Kontakt rückgängig machen", **COMMAND)
def undo_contact(
    contact: ContactInPath, _body: UndoIn, asking: Fachkraft, context: Asked, service: Service
) -> Recorded:
    """In den ersten zehn Minuten, durch die Person, die ihn erfasst hat; danach nur mit Grund stornieren."""
    seen = visible_contact(service, asking, contact, "write")
    return Recorded(position=ContactDesk(service, asking.district, context).undo(seen).position)


def visible_contact(service: Intake, asking: Session, contact: UUID, purpose: Purpose) -> Seen:
    """The contact, where its case may be seen; an anonymous one is any Fachkraft's.

    Raises a Problem (404), and for writing ProcessingIsRestricted.
    """
    seen = seen_contact(service, asking.district, contact)
    if seen is None:
        raise not_found(UnknownContact.title)
    case, desk = seen.contact.case_id, access_desk(service, asking)
    if case is not None and not desk.may(case, purpose):
        raise not_found(UnknownContact.title)
    if case is not None and purpose == "write":
        desk.expect_free(case, seen.contact.person_id)
    return seen


def _case(desk: AccessDesk, case: UUID) -> OfCase:
    return OfCase(case, desk.granted(case, "write").access.case)


def _taken(taken: Taken) -> TakenContact:
    warnings = [Remark(column=hint.field, text=hint.text) for hint in taken.hints]
    return TakenContact(position=taken.outcome.position, contact_id=taken.contact_id, warnings=warnings)
