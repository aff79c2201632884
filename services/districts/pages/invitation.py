"""Taking an invitation: with a name and password of one's own, or with the account at a provider."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from services.districts.pages.browser import INVALID, Desk, MaybeSession, arrived
from services.districts.pages.sign_in import LONGEST
from services.districts.sign_in.desk import SignInDesk
from services.districts.sign_in.invitations import PARAMETER, PATH, InvitationOver
from services.districts.sign_in.passwords import SHORTEST
from services.kernel.deciders import RuleViolation
from services.kernel.pages.forms import Filled, blank, filled
from services.kernel.pages.rendering import rendered
from services.kernel.problems import Problem

GONE: Final = 410

router: Final = APIRouter()


class PasswordsDiffer(RuleViolation):
    title = "Die beiden Kennwörter sind nicht gleich. Bitte geben Sie das Kennwort noch einmal ein."
    field = "again"


class AcceptIn(BaseModel):
    """The key of the link, and how somebody wants to sign in; the name only where none is set yet."""

    token: str = Field(max_length=LONGEST)
    login: str | None = Field(default=None, max_length=LONGEST)
    password: str = Field(max_length=LONGEST)
    again: str = Field(max_length=LONGEST)


def expect_same(password: str, again: str) -> None:
    """Raises PasswordsDiffer."""
    if password != again:
        raise PasswordsDiffer


@router.get(PATH)
def show_invitation(
    request: Request, desk: Desk, token: Annotated[str, Query(alias=PARAMETER, max_length=LONGEST)] = ""
) -> Response:
    """Looking at it uses nothing up: programs that check links for mail look as well."""
    return _page(request, desk, blank(token=token))


@router.post(PATH)
def accept(
    request: Request,
    desk: Desk,
    session: MaybeSession,
    form: Annotated[Filled[AcceptIn], Depends(filled(AcceptIn))],
) -> Response:
    if form.model is None:
        return _page(request, desk, form, INVALID)
    try:
        expect_same(form.model.password, form.model.again)
        cookie = desk.accept(form.model.token, form.model.login, form.model.password)
    except RuleViolation as broken:
        return _page(request, desk, form.refused(broken), INVALID)
    if session is not None:
        desk.sign_out(session)
    return arrived(request, desk, cookie, None)


def _page(request: Request, desk: SignInDesk, form: Filled[Any], status: int = 200) -> Response:
    """Raises a Problem (410) for a link that does not count, whatever the reason."""
    token = form.value("token")
    try:
        account = desk.invited(token)
    except InvitationOver as over:
        raise Problem("invitation-over", GONE, "Diese Einladung gilt nicht mehr", over.title) from None
    context = {
        "form": form,
        "token": token,
        "login": desk.accounts.login_of(account),
        "is_new": account.password_hash is None,
        "providers": list(desk.providers.values()),
        "shortest": SHORTEST,
    }
    return rendered(request, "districts/invitation.html", context, status=status)
