"""Signing in through a provider: out to it, and back again."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from services.districts.pages.browser import (
    LONGEST_PATH,
    Desk,
    MaybeSession,
    Onward,
    arrived,
    told,
)
from services.districts.pages.sign_in import LONGEST, sign_in_page
from services.districts.sign_in import flows
from services.districts.sign_in.desk import SignInDesk
from services.districts.sign_in.discovery import ProviderDown
from services.districts.sign_in.flows import Flow
from services.districts.sign_in.oidc import Answer, NotConfirmed
from services.districts.sign_in.providers import Provider
from services.kernel.deciders import RuleViolation
from services.kernel.logging import get_logger
from services.kernel.pages.forms import blank
from services.kernel.pages.local import local_path
from services.kernel.pages.seen import SEE_OTHER
from services.kernel.problems import Problem, not_found, unavailable
from services.kernel.settings import Settings

log = get_logger()

OUT: Final = "/anmeldung/extern"
REFUSED: Final = 403
NOT_CONFIRMED: Final = (
    "Die Anmeldung über {} wurde nicht bestätigt. Bitte beginnen Sie noch einmal."
    " Gelingt es wieder nicht, hilft Ihnen der Betrieb der Plattform."
)
DOWN: Final = (
    "{} antwortet gerade nicht. Bitte versuchen Sie es in einigen Minuten noch einmal"
    " oder melden Sie sich mit Anmeldename und Kennwort an."
)

router: Final = APIRouter()


def provider_of(desk: Desk, provider: Annotated[str, Path(max_length=LONGEST)]) -> Provider:
    """Raises a Problem (404) for one that is not set up."""
    found = desk.providers.get(provider)
    if found is None:
        raise not_found("Diese Anmeldung gibt es hier nicht.")
    return found


With = Annotated[Provider, Depends(provider_of)]


@router.get(f"{OUT}/{{provider}}")
def go_out(
    request: Request,
    desk: Desk,
    provider: With,
    onward: Onward = None,
    invitation: Annotated[str | None, Query(alias="einladung", max_length=LONGEST)] = None,
) -> Response:
    """A link and no form: a policy that lets forms go to ourselves only would stop the way out."""
    flow = flows.begin(provider.key, local_path(onward), invitation)
    try:
        address = desk.client.address(provider, flow, return_address(request, provider))
    except ProviderDown as down:
        raise _unreachable(provider, down) from None
    answer = RedirectResponse(address, SEE_OTHER)
    settings: Settings = request.app.state.settings
    answer.set_cookie(
        flows.COOKIE,
        flows.sealed(desk.accounts.keys, flow),
        max_age=int(flows.TERM.total_seconds()),
        path=OUT,
        httponly=True,
        samesite="lax",
        secure=settings.is_https,
    )
    return answer


async def answer_of(
    code: Annotated[str | None, Query(max_length=LONGEST_PATH)] = None,
    state: Annotated[str | None, Query(max_length=LONGEST)] = None,
    iss: Annotated[str | None, Query(max_length=LONGEST)] = None,
    error: Annotated[str | None, Query(max_length=LONGEST)] = None,
) -> Answer:
    """What the provider wrote into the address; more than we ask for may stand there."""
    return Answer(code, state, iss, error)


@router.get(f"{OUT}/{{provider}}/rueckkehr")
def come_back(
    request: Request,
    desk: Desk,
    provider: With,
    session: MaybeSession,
    answer: Annotated[Answer, Depends(answer_of)],
) -> Response:
    """Only the browser that went out comes back; its cookie counts once."""
    flow = flows.opened(desk.accounts.keys, request.cookies.get(flows.COOKIE))
    try:
        if flow is None or flow.provider != provider.key:
            raise NotConfirmed("browser")  # noqa: TRY301 - one answer for all that can be wrong
        subject = desk.client.subject(provider, flow, answer, return_address(request, provider))
        cookie = _let_in(desk, provider, flow, subject)
    except NotConfirmed as refused:
        log.info("sign_in_failed", purpose=provider.key, state=str(refused).lower())
        return _refused(request, desk, NOT_CONFIRMED.format(provider.title))
    except ProviderDown as down:
        raise _unreachable(provider, down) from None
    except RuleViolation as broken:
        return _refused(request, desk, broken.title)
    if session is not None:
        desk.sign_out(session)
    arrival = arrived(request, desk, cookie, flow.onward)
    arrival.delete_cookie(flows.COOKIE, path=OUT, httponly=True, samesite="lax")
    return arrival


def return_address(request: Request, provider: Provider) -> str:
    """Where the provider sends the browser back to; it has to be registered there."""
    settings: Settings = request.app.state.settings
    return f"{settings.public_address}{OUT}/{provider.key}/rueckkehr"


def _let_in(desk: SignInDesk, provider: Provider, flow: Flow, subject: str) -> str:
    factor = provider.second_factor
    if flow.invitation is None:
        return desk.sign_in_externally(provider.key, provider.issuer, subject, second_factor=factor)
    return desk.accept_externally(flow.invitation, provider.key, provider.issuer, subject, second_factor=factor)


def _refused(request: Request, desk: SignInDesk, words: str) -> Response:
    answer = sign_in_page(request, desk, told(blank(), words), None, status=REFUSED)
    answer.delete_cookie(flows.COOKIE, path=OUT, httponly=True, samesite="lax")
    return answer


def _unreachable(provider: Provider, down: ProviderDown) -> Problem:
    log.warning("provider_unreachable", purpose=provider.key, exc_info=down)
    return unavailable(DOWN.format(provider.title))
