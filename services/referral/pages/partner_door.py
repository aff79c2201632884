"""Where partners come in: with the link of a mail or a QR code, or with the code that stands beside it."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from services.kernel.attempts import TooManyAttempts
from services.kernel.pages.forms import Filled, blank
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import SEE_OTHER
from services.kernel.pages.wording import clock
from services.kernel.problems import FieldError
from services.kernel.times import now
from services.referral.api.asking import Service
from services.referral.application import Referral
from services.referral.link_door import LinkClosed, LinkDoor, Visit
from services.referral.links import LinkForged
from services.referral.links_desk import PATH
from services.referral.pages.partner_visit import COOKIE, FORBIDDEN, keep_pass, link_closed

THANKS: Final = f"{PATH}/danke"
TOO_MANY: Final = 429
# One sentence for all that nobody here made: it says nothing of what there is.
NOTHING: Final = (
    "Damit lässt sich nichts öffnen. Bitte prüfen Sie den Code, oder fragen Sie die Stelle, von der Sie ihn haben."
)

router: Final = APIRouter()


@router.get(PATH)
async def show_door(request: Request) -> Response:
    """Looking at it uses nothing up: programs that check links for mail look as well."""
    return _page(request)


@router.post(PATH)
async def open_door(request: Request, service: Service) -> Response:
    """Read by hand: whatever is wrong with it, the answer is the same."""
    form = await request.form()
    token, code = (str(form.get(name) or "") for name in ("token", "code"))
    return await run_in_threadpool(_opened, request, service, token, code)


@router.get(THANKS)
async def thank(request: Request) -> Response:
    """After an answer; who may say more finds the way back."""
    return rendered(request, "referral/antwort_danke.html", {"may_say_more": COOKIE in request.cookies})


def _opened(request: Request, service: Referral, token: str, code: str) -> Response:
    try:
        visit = _visit(request, LinkDoor(service), token, code)
    except LinkForged:
        return _page(request, NOTHING, FORBIDDEN)
    except TooManyAttempts as refused:
        seconds = max(1, round((refused.until - now()).total_seconds()))
        words = f"Das waren zu viele Versuche. Ab {clock(refused.until)} Uhr können Sie es noch einmal versuchen."
        return _page(request, words, TOO_MANY, {"Retry-After": str(seconds)})
    except LinkClosed as closed:
        raise link_closed(service, closed) from None
    answer = RedirectResponse(visit.kind.path, SEE_OTHER)
    keep_pass(request, service, answer, visit)
    return answer


def _visit(request: Request, door: LinkDoor, token: str, code: str) -> Visit:
    """Raises LinkForged, LinkClosed, TooManyAttempts."""
    address = request.client.host if request.client else ""
    return door.by_token(token, address) if token else door.by_code(code, address)


def _page(
    request: Request, words: str | None = None, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """What was typed is not shown again: it may be somebody's code."""
    form = blank() if words is None else Filled({}, None, [FieldError("code", words)])
    return rendered(request, "referral/antwort.html", {"form": form}, status=status, headers=headers)
