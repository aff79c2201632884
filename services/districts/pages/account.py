"""The own account: places to switch to, password, second factor, and where one is signed in."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from services.districts.pages.browser import (
    ACCOUNT,
    INVALID,
    SIGN_IN,
    TOO_MANY,
    Desk,
    OwnSession,
    address_of,
    keep_session,
    too_many,
)
from services.districts.pages.invitation import expect_same
from services.districts.pages.sign_in import LONGEST
from services.districts.sign_in.passwords import SHORTEST
from services.kernel.attempts import TooManyAttempts
from services.kernel.deciders import RuleViolation
from services.kernel.pages.forms import Filled, blank, filled
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import SEE_OTHER

CHANGE: Final = "/konto/kennwort"
SESSIONS: Final = "/konto/sitzungen"

router: Final = APIRouter()


class PasswordIn(BaseModel):
    """The password until now, and the new one twice."""

    current: str = Field(max_length=LONGEST)
    password: str = Field(max_length=LONGEST)
    again: str = Field(max_length=LONGEST)


class EndIn(BaseModel):
    """One session, or all but this one."""

    session: UUID | Literal["others"]


@router.get(ACCOUNT)
def show_account(request: Request, desk: Desk, session: OwnSession) -> Response:
    account = desk.account(session)
    titles = {key: provider.title for key, provider in desk.providers.items()}
    context = {
        "session": session,
        "login": desk.accounts.login_of(account),
        "has_password": account.password_hash is not None,
        "has_second_factor": account.totp_sealed is not None,
        "providers": [titles.get(key, key) for key in desk.accounts.providers_of(account.account)],
        "titles": titles,
        "choices": desk.arrivals.choices(account.account),
        "sessions": desk.sessions.open_of(account.account),
    }
    return rendered(request, "districts/account.html", context)


@router.get(CHANGE)
def show_password(request: Request, _session: OwnSession) -> Response:
    return _password_page(request, blank())


@router.post(CHANGE)
def change_password(
    request: Request,
    desk: Desk,
    session: OwnSession,
    form: Annotated[Filled[PasswordIn], Depends(filled(PasswordIn))],
) -> Response:
    if form.model is None:
        return _password_page(request, form, INVALID)
    try:
        expect_same(form.model.password, form.model.again)
        cookie = desk.change_password(session, form.model.current, form.model.password, address_of(request))
    except TooManyAttempts as refused:
        late, headers = too_many(form, refused)
        return _password_page(request, late, TOO_MANY, headers)
    except RuleViolation as broken:
        return _password_page(request, form.refused(broken), INVALID)
    answer = RedirectResponse(ACCOUNT, SEE_OTHER)
    keep_session(request, answer, cookie)
    return answer


@router.post(SESSIONS)
def end_sessions(desk: Desk, session: OwnSession, form: Annotated[Filled[EndIn], Depends(filled(EndIn))]) -> Response:
    """A session of somebody else, or one that is over, changes nothing."""
    if form.model is None:
        return RedirectResponse(ACCOUNT, SEE_OTHER)
    if form.model.session == "others":
        desk.sessions.end_all(session.account, but=session.session)
        return RedirectResponse(ACCOUNT, SEE_OTHER)
    desk.sessions.end_one(session.account, form.model.session)
    return RedirectResponse(SIGN_IN if form.model.session == session.session else ACCOUNT, SEE_OTHER)


def _password_page(
    request: Request, form: Filled[Any], status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    context = {"form": form, "shortest": SHORTEST}
    return rendered(request, "districts/password.html", context, status=status, headers=headers)
