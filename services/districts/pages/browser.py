"""What the pages of the log-in ask for: the desk, the browser's own session, and the cookies it gets."""

from typing import Annotated, Any, Final, TypeVar, cast
from urllib.parse import quote

from fastapi import Depends, Query, Request
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from services.districts.sign_in.desk import SignInDesk, sign_in_desk
from services.districts.sign_in.session_rows import SessionRow
from services.kernel.attempts import TooManyAttempts
from services.kernel.pages.forms import Filled
from services.kernel.pages.local import HOME, local_path
from services.kernel.pages.seen import SEE_OTHER
from services.kernel.pages.wording import clock
from services.kernel.problems import FieldError, unauthorised
from services.kernel.settings import Settings
from services.kernel.signed_in import COOKIE
from services.kernel.times import now

M = TypeVar("M", bound=BaseModel)

SIGN_IN: Final = "/anmeldung"
SECOND_FACTOR: Final = "/anmeldung/zweiter-faktor"
CHOICE: Final = "/anmeldung/wahl"
ACCOUNT: Final = "/konto"
LONGEST_PATH: Final = 2000
INVALID: Final = 422
TOO_MANY: Final = 429

Onward = Annotated[str | None, Query(alias="weiter", max_length=LONGEST_PATH)]


async def desk_of(request: Request) -> SignInDesk:
    """The one desk of this process, made when it is first asked for."""
    state = request.app.state
    if not hasattr(state, "sign_in_desk"):
        state.sign_in_desk = sign_in_desk(state.settings)
    return cast("SignInDesk", state.sign_in_desk)


Desk = Annotated[SignInDesk, Depends(desk_of)]


def session_of(request: Request, desk: Desk) -> SessionRow | None:
    """The browser's open session, of whichever stage."""
    cookie = request.cookies.get(COOKIE)
    return desk.sessions.find(cookie) if cookie else None


MaybeSession = Annotated[SessionRow | None, Depends(session_of)]


async def own_session(session: MaybeSession) -> SessionRow:
    """Somebody who is signed in, with or without a place. Raises a Problem (401): to the log-in."""
    if session is None or not session.complete:
        raise unauthorised("Bitte melden Sie sich an.")
    return session


OwnSession = Annotated[SessionRow, Depends(own_session)]


def address_of(request: Request) -> str:
    """Where somebody sits; the server takes it from a proxy on this machine, and from nobody else."""
    return request.client.host if request.client else ""


def keep_session(request: Request, answer: Response, cookie: str) -> None:
    """Until the browser is closed; the table says when it is over before that."""
    settings: Settings = request.app.state.settings
    answer.set_cookie(COOKIE, cookie, path="/", httponly=True, samesite="lax", secure=settings.is_https)


def drop_session(answer: Response) -> None:
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")


def arrived(request: Request, desk: SignInDesk, cookie: str, onward: str | None) -> Response:
    """After a step of the log-in: to the next one, or to the page that was wanted."""
    session = desk.sessions.find(cookie)
    answer = RedirectResponse(next_of(session, onward), SEE_OTHER)
    keep_session(request, answer, cookie)
    return answer


def next_of(session: SessionRow | None, onward: str | None) -> str:
    """Where a session goes from here."""
    wanted = local_path(onward)
    if session is None:
        return with_onward(SIGN_IN, wanted)
    if not session.complete:
        return with_onward(SECOND_FACTOR, wanted)
    return wanted if session.place is not None else with_onward(CHOICE, wanted)


def with_onward(path: str, wanted: str) -> str:
    return path if wanted == HOME else f"{path}?weiter={quote(wanted, safe='')}"


def told(form: Filled[Any], words: str) -> Filled[Any]:
    """The form with a sentence on top."""
    return Filled(form.typed, None, [FieldError("", words)])


def too_many(form: Filled[Any], refused: TooManyAttempts) -> tuple[Filled[Any], dict[str, str]]:
    """The form that says when to try again, and the header that tells programs."""
    seconds = max(1, round((refused.until - now()).total_seconds()))
    words = f"Das waren zu viele Versuche. Ab {clock(refused.until)} Uhr können Sie es noch einmal versuchen."
    return told(form, words), {"Retry-After": str(seconds)}
