"""Signing in with name and password, the second factor, and signing out."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from services.districts.pages.browser import (
    INVALID,
    SECOND_FACTOR,
    SIGN_IN,
    TOO_MANY,
    Desk,
    MaybeSession,
    Onward,
    address_of,
    arrived,
    drop_session,
    next_of,
    too_many,
)
from services.districts.sign_in.desk import SignInDesk
from services.kernel.attempts import TooManyAttempts
from services.kernel.deciders import RuleViolation
from services.kernel.pages.forms import Filled, blank, filled
from services.kernel.pages.local import local_path
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import SEE_OTHER

SIGN_OUT: Final = "/abmeldung"
LONGEST: Final = 1000

router: Final = APIRouter()


class SignInIn(BaseModel):
    """Name and password."""

    login: str = Field(max_length=LONGEST)
    password: str = Field(max_length=LONGEST)


class CodeIn(BaseModel):
    """A code of an app, or a recovery code."""

    code: str = Field(max_length=LONGEST)


@router.get(SIGN_IN)
def show_sign_in(request: Request, desk: Desk, session: MaybeSession, onward: Onward = None) -> Response:
    if session is not None:
        missing_role = session.place is not None and request.state.signed_in is None
        return RedirectResponse("/anmeldung/wahl" if missing_role else next_of(session, onward), SEE_OTHER)
    return sign_in_page(request, desk, blank(), onward)


@router.post(SIGN_IN)
def sign_in(
    request: Request,
    desk: Desk,
    session: MaybeSession,
    form: Annotated[Filled[SignInIn], Depends(filled(SignInIn))],
    onward: Onward = None,
) -> Response:
    """A session from before ends here: nobody carries one across a log-in."""
    if form.model is None:
        return sign_in_page(request, desk, form, onward, status=INVALID)
    try:
        cookie = desk.sign_in(form.model.login, form.model.password, address_of(request))
    except TooManyAttempts as refused:
        late, headers = too_many(form, refused)
        return sign_in_page(request, desk, late, onward, status=TOO_MANY, headers=headers)
    except RuleViolation as broken:
        return sign_in_page(request, desk, form.refused(broken), onward, status=INVALID)
    if session is not None:
        desk.sign_out(session)
    return arrived(request, desk, cookie, onward)


@router.get(SECOND_FACTOR)
def ask_for_code(request: Request, session: MaybeSession, onward: Onward = None) -> Response:
    if session is None or session.complete:
        return RedirectResponse(next_of(session, onward), SEE_OTHER)
    return _code_page(request, blank(), onward)


@router.post(SECOND_FACTOR)
def confirm(
    request: Request,
    desk: Desk,
    session: MaybeSession,
    form: Annotated[Filled[CodeIn], Depends(filled(CodeIn))],
    onward: Onward = None,
) -> Response:
    if session is None or session.complete:
        return RedirectResponse(next_of(session, onward), SEE_OTHER)
    if form.model is None:
        return _code_page(request, form, onward, INVALID)
    try:
        cookie = desk.confirm(session, form.model.code, address_of(request))
    except TooManyAttempts as refused:
        late, headers = too_many(form, refused)
        return _code_page(request, late, onward, TOO_MANY, headers)
    except RuleViolation as broken:
        return _code_page(request, form.refused(broken), onward, INVALID)
    return arrived(request, desk, cookie, onward)


@router.post(SIGN_OUT)
def sign_out(desk: Desk, session: MaybeSession) -> Response:
    """Over on the server, not only in the browser."""
    if session is not None:
        desk.sign_out(session)
    answer = RedirectResponse(SIGN_IN, SEE_OTHER)
    drop_session(answer)
    return answer


def sign_in_page(
    request: Request,
    desk: SignInDesk,
    form: Filled[Any],
    onward: str | None,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    context = {"form": form, "onward": local_path(onward), "providers": list(desk.providers.values())}
    return rendered(request, "districts/sign_in.html", context, status=status, headers=headers)


def _code_page(
    request: Request, form: Filled[Any], onward: str | None, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    context = {"form": form, "onward": local_path(onward)}
    return rendered(request, "districts/second_factor.html", context, status=status, headers=headers)
