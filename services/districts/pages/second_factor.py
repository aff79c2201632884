"""Setting up a second factor, and doing without one again."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from services.districts.pages.browser import (
    ACCOUNT,
    INVALID,
    TOO_MANY,
    Desk,
    Onward,
    OwnSession,
    address_of,
    keep_session,
    next_of,
    too_many,
)
from services.districts.pages.sign_in import LONGEST, CodeIn
from services.districts.sign_in import codes
from services.districts.sign_in.desk import SignInDesk
from services.districts.sign_in.session_rows import SessionRow
from services.kernel.attempts import TooManyAttempts
from services.kernel.deciders import RuleViolation
from services.kernel.pages.forms import Filled, blank, filled
from services.kernel.pages.local import local_path
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import SEE_OTHER

SET_UP: Final = "/konto/zweiter-faktor"
DROP: Final = "/konto/zweiter-faktor/aus"

router: Final = APIRouter()


class SetUpIn(BaseModel):
    """The offer of the page before, sealed, and the code that the app makes of it."""

    offer: str = Field(max_length=LONGEST)
    code: str = Field(max_length=LONGEST)


@router.get(SET_UP)
def show_set_up(request: Request, desk: Desk, session: OwnSession, onward: Onward = None) -> Response:
    if desk.account(session).totp_sealed is not None:
        return _drop_page(request, blank())
    return _set_up_page(request, desk, session, blank(), onward)


@router.post(SET_UP)
def set_up(
    request: Request,
    desk: Desk,
    session: OwnSession,
    form: Annotated[Filled[SetUpIn], Depends(filled(SetUpIn))],
    onward: Onward = None,
) -> Response:
    """The recovery codes are shown once: in this answer, which nobody keeps."""
    if desk.account(session).totp_sealed is not None:
        return RedirectResponse(SET_UP, SEE_OTHER)
    if form.model is None:
        return _set_up_page(request, desk, session, form, onward, status=INVALID)
    try:
        cookie, recovery = desk.set_up_second_factor(session, form.model.offer, form.model.code)
    except RuleViolation as broken:
        return _set_up_page(request, desk, session, form.refused(broken), onward, status=INVALID)
    context = {"recovery": recovery, "next": next_of(desk.sessions.find(cookie), onward)}
    answer = rendered(request, "districts/recovery_codes.html", context)
    keep_session(request, answer, cookie)
    return answer


@router.post(DROP)
def drop(
    request: Request, desk: Desk, session: OwnSession, form: Annotated[Filled[CodeIn], Depends(filled(CodeIn))]
) -> Response:
    if form.model is None:
        return _drop_page(request, form, INVALID)
    try:
        cookie = desk.drop_second_factor(session, form.model.code, address_of(request))
    except TooManyAttempts as refused:
        late, headers = too_many(form, refused)
        return _drop_page(request, late, TOO_MANY, headers)
    except RuleViolation as broken:
        return _drop_page(request, form.refused(broken), INVALID)
    answer = RedirectResponse(ACCOUNT, SEE_OTHER)
    keep_session(request, answer, cookie)
    return answer


def _set_up_page(
    request: Request, desk: SignInDesk, session: SessionRow, form: Filled[Any], onward: str | None, *, status: int = 200
) -> Response:
    """A code that was mistyped is tried again on the same offer: the app has it already."""
    offer = form.value("offer")
    try:
        secret = desk.second_factor.offered(session.account, offer)
    except RuleViolation:
        secret, offer = desk.second_factor.offer(session.account)
    name = desk.accounts.login_of(desk.account(session)) or "Lotse"
    address = codes.set_up_address(secret, name)
    context = {
        "form": form,
        "onward": local_path(onward),
        "offer": offer,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "picture": codes.picture_of(address),
        "required": bool(desk.arrivals.required),
    }
    return rendered(request, "districts/set_up_second_factor.html", context, status=status)


def _drop_page(
    request: Request, form: Filled[Any], status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return rendered(request, "districts/drop_second_factor.html", {"form": form}, status=status, headers=headers)
