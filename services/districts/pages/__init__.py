"""What ``districts`` shows to people; one module a subject, put together here."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter

from services.districts.pages import account, choosing, external, invitation, second_factor, sign_in
from services.districts.pages.browser import CHOICE, SECOND_FACTOR, SIGN_IN
from services.districts.sign_in.invitations import PATH as INVITATION
from services.kernel.pages.menu import Entry

PAGES: Final = (
    sign_in.router,
    choosing.router,
    external.router,
    invitation.router,
    account.router,
    second_factor.router,
)
MENU: Final[Sequence[Entry]] = ()
# Sent before there is a place to work in: these pages look at the session themselves.
OPEN_TO_STRANGERS: Final = frozenset(
    {SIGN_IN, SECOND_FACTOR, CHOICE, INVITATION, sign_in.SIGN_OUT}
    | {account.CHANGE, account.SESSIONS, second_factor.SET_UP, second_factor.DROP}
)


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
