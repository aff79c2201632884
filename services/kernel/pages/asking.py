"""What routes of pages ask of a request: who sits there, and the context of a command that came as a form."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from fastapi import Request

from services.kernel.database import pool
from services.kernel.deciders import Context
from services.kernel.pages.seen import position_seen
from services.kernel.problems import forbidden, unauthorised, unsupported_media_type
from services.kernel.requests import FORM, Districts, Session, context_of, media_type
from services.kernel.roles import Role
from services.kernel.settings import Settings
from services.kernel.signed_in import SignedIn
from services.kernel.tokens import Caller
from services.kernel.waiting import arrival

COMMAND_KEY: Final = "befehl"


def signed_in(service: str, *roles: Role) -> Callable[[Request], Session]:
    """A dependency: who is signed in, in one of these roles (without any: in whichever), at this service.

    The answer waits a moment until the service shows what this browser has just stored. Raises a Problem (401, 403).
    """

    def check(request: Request) -> Session:
        found: SignedIn | None = request.state.signed_in
        if found is None:
            raise unauthorised("Bitte melden Sie sich an.")
        if roles and found.caller.role not in roles:
            raise forbidden("Ihre Rolle erlaubt diese Seite nicht.")
        districts: Districts = request.app.state.districts
        if not districts.serves(service, found.caller.district):
            raise forbidden("Diesen Landkreis gibt es auf dieser Plattform nicht.")
        _wait(request, service, found.caller.district)
        return Session(found.caller, service)

    return check


def _wait(request: Request, service: str, district: str) -> None:
    position = position_seen(request, service)
    if position is not None:
        settings: Settings = request.app.state.settings
        arrival(pool(settings.service_database_url(service)), service, district, position)


async def form_context(request: Request) -> Context:
    """The context of a command that a form sends; its key was made when the form was shown. Raises a Problem."""
    found: SignedIn | None = request.state.signed_in
    if found is None:
        raise unauthorised("Bitte melden Sie sich an.")
    return await form_context_of(request, found.caller)


async def form_context_of(request: Request, caller: Caller) -> Context:
    """The same for whoever a page found out itself, such as a partner with a link. Raises a Problem."""
    if media_type(request) != FORM:
        raise unsupported_media_type([FORM])
    form = await request.form()  # not the body: whoever read the form before has used it up
    key = form.get(COMMAND_KEY)
    body = urlencode([(name, str(value)) for name, value in form.multi_items()]).encode()
    return context_of(request, caller, key if isinstance(key, str) and key else None, body)
