"""*Kontakt*: somebody was met, with a case or without; stored by the same function as a program's contact."""

from dataclasses import replace
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.intake.access_desk import AccessDesk, AccessRefused
from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.api.contacts import enter_contact
from services.intake.case_file import head
from services.intake.domain.code_word import case_id_of
from services.intake.opening import SERVICE
from services.intake.pages.asking import FachkraftHere, Sent
from services.intake.pages.contact_form import (
    ContactOnPage,
    TypedContact,
    blank_contact,
    offered_to,
    on_form,
    situations_offered,
)
from services.kernel.deciders import RuleViolation
from services.kernel.pages.forms import Filled
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.problems import FieldError

router: Final = APIRouter()

NO_SUCH_CODE_WORD: Final = "Unter diesem Codewort führt Ihr Team keinen Fall. Bitte das Codewort prüfen."


@router.get("/kontakt")
def contact_page(
    request: Request,
    asking: FachkraftHere,
    service: Service,
    case: Annotated[UUID | None, Query(alias="fall")] = None,
) -> Response:
    """An empty form; for a case, with what is open in it. That is reading it. Raises AccessRefused."""
    desk = access_desk(service, asking)
    offered = offered_to(service, asking.district, desk.asker)
    return _page(request, desk, blank_contact(offered, case=case), case)


@router.post("/kontakt")
def record_contact(
    request: Request, asking: FachkraftHere, service: Service, filled: TypedContact, context: Sent
) -> Response:
    """Back to where it was typed: to *Heute*, or to the contact itself."""
    desk = access_desk(service, asking)
    if filled.model is None:
        return _page(request, desk, filled, _case_typed(filled), status=422)
    try:
        body = with_case(desk, filled.model)
        taken = enter_contact(body, asking, context, service)
    except RuleViolation as broken:
        refused = filled.refused(broken, getattr(broken, "further", ()))
        return _page(request, desk, refused, filled.model.case, status=409)
    except AccessRefused:
        refused = replace(filled, model=None, errors=[FieldError("code_word", NO_SUCH_CODE_WORD)])
        return _page(request, desk, refused, None, status=409)
    page = f"/heute?gespeichert={taken.contact_id}" if body.back == "heute" else f"/kontakte/{taken.contact_id}"
    return see_other(page, SERVICE, taken.position)


def with_case(desk: AccessDesk, model: ContactOnPage) -> ContactOnPage:
    """A code word names the case of the contact. Raises CheckDigitWrong."""
    if model.code_word is None:
        return model
    case = case_id_of(desk.service.ids(desk.district), model.code_word)
    return model.model_copy(update={"case": case})


def _case_typed(filled: Filled[Any]) -> UUID | None:
    """The case that the form was shown for."""
    try:
        return UUID(filled.value("case"))
    except ValueError:
        return None


def _page(request: Request, desk: AccessDesk, form: Filled[Any], case: UUID | None, status: int = 200) -> Response:
    """Raises AccessRefused for a case on which the asker may not record."""
    offered = offered_to(desk.service, desk.district, desk.asker)
    if case is None:
        return rendered(request, "intake/contact.html", on_form(offered, form=form, case=None), status=status)
    desk.record_read(desk.granted(case, "write"), request.state.correlation_id)
    shown = head(desk.service, desk.district, case)
    context = on_form(offered, situations_offered(desk, case), form=form, case=shown)
    return rendered(request, "intake/contact.html", context, status=status)
