"""In which district and role somebody works: chosen after the log-in, switched on purpose, never guessed."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from services.districts.pages.browser import (
    CHOICE,
    INVALID,
    Desk,
    Onward,
    OwnSession,
    arrived,
    with_onward,
)
from services.districts.pages.second_factor import SET_UP
from services.districts.sign_in.desk import SignInDesk
from services.districts.sign_in.refusals import NotYours, SecondFactorRequired
from services.districts.sign_in.session_rows import SessionRow
from services.kernel.pages.forms import Filled, blank, filled
from services.kernel.pages.local import local_path
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import SEE_OTHER
from services.kernel.roles import Role

router: Final = APIRouter()


class ChoiceIn(BaseModel):
    """A district, by the place one has there, and a role."""

    place: UUID
    role: Role


@router.get(CHOICE)
def show_choices(request: Request, desk: Desk, session: OwnSession, onward: Onward = None) -> Response:
    return _page(request, desk, session, blank(), onward)


@router.post(CHOICE)
def choose(
    request: Request,
    desk: Desk,
    session: OwnSession,
    form: Annotated[Filled[ChoiceIn], Depends(filled(ChoiceIn))],
    onward: Onward = None,
) -> Response:
    """What was open in the other place stays there: the way on is the start of the new one, unless one just arrived."""
    if form.model is None:
        return _page(request, desk, session, form.refused(NotYours()), onward, status=INVALID)
    try:
        cookie = desk.choose(session, form.model.place, form.model.role)
    except SecondFactorRequired:
        return RedirectResponse(with_onward(SET_UP, local_path(onward)), SEE_OTHER)
    except NotYours as broken:
        return _page(request, desk, session, form.refused(broken), onward, status=INVALID)
    return arrived(request, desk, cookie, onward)


def _page(
    request: Request, desk: SignInDesk, session: SessionRow, form: Filled[Any], onward: str | None, *, status: int = 200
) -> Response:
    context = {
        "form": form,
        "onward": local_path(onward),
        "choices": desk.arrivals.choices(session.account),
        "current": (session.place, session.role),
        "lost": session.place is not None and request.state.signed_in is None,
    }
    return rendered(request, "districts/choice.html", context, status=status)
