"""Changing a contact: correct it, take it back at once, cancel it with a reason."""

from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
from starlette.responses import Response

from services.intake.api.contact_forms import CancellationIn
from services.intake.api.contacts import UndoIn, cancel_contact, correct_contact, undo_contact
from services.intake.opening import SERVICE
from services.intake.pages.asking import Sent
from services.intake.pages.contact_form import (
    TypedCorrection,
    blank_correction,
    offered_to,
    on_form,
    situations_of_contact,
)
from services.intake.pages.contact_here import ContactHere, OneContact
from services.intake.pages.contact_views import facts_of, shown
from services.kernel.deciders import RuleViolation
from services.kernel.pages.forms import Filled, blank, filled
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other

router: Final = APIRouter()

CONTACT: Final = "/kontakte/{contact}"


TypedCancellation = Annotated[Filled[CancellationIn], Depends(filled(CancellationIn))]


@router.get(f"{CONTACT}/berichtigung")
def correction_page(at: OneContact) -> Response:
    """The form with everything that is known."""
    known = blank_correction(at.seen("write").contact, at.in_full().contact, len(at.versions()))
    return _page(at, known)


@router.post(f"{CONTACT}/berichtigung")
def correct(at: OneContact, form: TypedCorrection, context: Sent) -> Response:
    """What somebody else corrected meanwhile is shown first: nothing is overwritten unseen."""
    at.seen("write")
    if form.model is None:
        return _page(at, form, 422)
    told = at.versions()
    is_repeated = any(each.command_id == context.command_id for each in told)
    if len(told) != form.model.shown and not is_repeated:
        now_shown: Filled[Any] = replace(form, typed={**form.typed, "shown": [str(len(told))]})
        return _page(at, now_shown, 409, meanwhile=facts_of(at.service, at.asking.district, at.in_full().contact))
    try:
        taken = correct_contact(at.contact, form.model, at.asking, context, at.service)
    except RuleViolation as broken:
        return _page(at, form.refused(broken, getattr(broken, "further", ())), 409)
    return see_other(f"/kontakte/{at.contact}", SERVICE, taken.position)


@router.post(f"{CONTACT}/stornierung")
def cancel(at: OneContact, form: TypedCancellation, context: Sent) -> Response:
    """It counts no more; why is kept."""
    if form.model is None:
        return shown(at, form, 422)
    try:
        recorded = cancel_contact(at.contact, form.model, at.asking, context, at.service)
    except RuleViolation as broken:
        return shown(at, form.refused(broken), 409)
    return see_other(f"/kontakte/{at.contact}", SERVICE, recorded.position)


@router.post(f"{CONTACT}/rueckgaengig")
def undo(at: OneContact, context: Sent) -> Response:
    """In the first ten minutes; later the contact's page asks for a reason."""
    try:
        recorded = undo_contact(at.contact, UndoIn(), at.asking, context, at.service)
    except RuleViolation as broken:
        return shown(at, blank().refused(broken), 409)
    return see_other("/heute", SERVICE, recorded.position)


def _page(
    at: ContactHere, form: Filled[Any], status: int = 200, *, meanwhile: list[tuple[str, str | None]] | None = None
) -> Response:
    seen = at.seen("write")
    context = on_form(
        offered_to(at.service, at.asking.district, at.desk.asker),
        situations_of_contact(at.desk, seen.contact),
        form=form,
        contact=seen.contact,
        in_case=seen.contact.case_id is not None,
        cancelled=seen.state.cancelled,
        meanwhile=meanwhile,
    )
    return rendered(at.request, "intake/contact_correction.html", context, status=status)
