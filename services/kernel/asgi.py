"""What happens to every request before and after its route: log line, headers, who asks, size, readable text."""

from collections.abc import Callable
from time import perf_counter
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import structlog.contextvars
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.kernel.database import DatabaseDown
from services.kernel.ids import uuid7
from services.kernel.logging import get_logger
from services.kernel.pages.problem_page import answer_in_words
from services.kernel.points import reached
from services.kernel.problems import Problem, forbidden, internal, malformed, too_large, unauthorised, unavailable
from services.kernel.requests import FORM, JSON
from services.kernel.settings import SERVICES
from services.kernel.signed_in import COOKIE, SignIns
from services.kernel.tokens import Caller, TokenRefused

log = get_logger()

LARGEST_JSON: Final = 1024 * 1024
LARGEST_FILE: Final = 64 * 1024 * 1024
LARGEST_OF_A_STRANGER: Final = 16 * 1024
SECURITY_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
FOR_EVERYBODY: Final = "/static/"
UNMATCHED: Final = "unmatched"
CLIENT_GONE: Final = 499

Observe = Callable[[str, str, int, float], None]  # method, route, status, seconds


def route_of(scope: Scope) -> str:
    """The template of the route that answered; never the path that was typed.

    A room's routes do not know the prefix they were included under: it is the path's first part, if that is a service.
    """
    template: str | None = getattr(scope.get("route"), "path", None)
    if template is None or not scope.get("endpoint"):
        return UNMATCHED
    service = scope["path"].split("/")[1]
    return f"/{service}{template}" if service in SERVICES else template


class Watch:
    """One log line a request, security headers on every answer, and a problem instead of a traceback."""

    def __init__(self, app: ASGIApp, *, observe: Observe) -> None:
        self._app = app
        self._observe = observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        start = perf_counter()
        structlog.contextvars.clear_contextvars()
        scope.setdefault("state", {})["correlation_id"] = correlation_id(Request(scope))
        try:
            await self._app(scope, receive, answer.send)
        except ClientDisconnect:
            answer.status = CLIENT_GONE
        except Exception:  # whatever it is: the caller gets a problem, the log the place
            log.exception("request_failed", route=route_of(scope), method=scope["method"])
            if answer.status is not None:
                raise
            await answer_in_words(Request(scope), internal())(scope, receive, answer.send)
        finally:
            self._note(scope, answer.status, perf_counter() - start)

    def _note(self, scope: Scope, status: int | None, seconds: float) -> None:
        route, code = route_of(scope), status or 500
        self._observe(scope["method"], route, code, seconds)
        caller = scope["state"].get("caller")
        log.info(
            "request_answered",
            method=scope["method"],
            route=route,
            status=code,
            duration_ms=round(seconds * 1000, 1),
            district=caller.district if caller else None,
            role=caller.role if caller else None,
            correlation_id=scope["state"]["correlation_id"],
        )


class _Answer:
    """Adds the security headers where the route set none of its own, and remembers the status."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status: int | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            reached("web.answering")
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


def correlation_id(request: Request) -> UUID:
    """The trace id of a W3C ``traceparent``, so that a caller finds its request again; otherwise a new id."""
    parts = request.headers.get("traceparent", "").split("-")
    if len(parts) == 4 and len(parts[1]) == 32 and parts[1].strip("0"):
        try:
            return UUID(hex=parts[1])
        except ValueError:
            pass
    return uuid7()


class Gate:
    """Finds out once who asks, and lets no unreadable address, no forged form and no body of a stranger pass.

    A bearer token counts before a cookie; ``open_to_strangers`` are the addresses of forms that one fills in to log in.
    """

    def __init__(
        self, app: ASGIApp, *, who: Callable[[str], Caller], sign_ins: SignIns, open_to_strangers: frozenset[str]
    ) -> None:
        self._app = app
        self._who = who
        self._sign_ins = sign_ins
        self._open = open_to_strangers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            await self._identify(request)
            limit = self._check(request)
        except Problem as problem:
            await answer_in_words(request, problem)(scope, receive, send)
            return
        await self._app(scope, _limited(receive, limit), send)

    async def _identify(self, request: Request) -> None:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        request.state.caller = request.state.refused = request.state.signed_in = None
        if kind.lower() == "bearer":
            self._identify_program(request, token.strip())
        elif (cookie := request.cookies.get(COOKIE)) and not request.scope["path"].startswith(FOR_EVERYBODY):
            await self._identify_person(request, cookie)

    def _identify_program(self, request: Request, token: str) -> None:
        try:
            request.state.caller = self._who(token)
        except TokenRefused as refused:
            request.state.refused = refused

    async def _identify_person(self, request: Request, cookie: str) -> None:
        try:
            found = await run_in_threadpool(self._sign_ins.find, cookie)
        except DatabaseDown:
            raise unavailable() from None
        request.state.signed_in = found
        request.state.caller = found.caller if found else None

    def _check(self, request: Request) -> int:
        """How many bytes the body may have. Raises a Problem before a byte of it is read."""
        if "\x00" in request.scope["path"] or b"%00" in request.scope["query_string"]:
            raise malformed("Die Adresse enthält Zeichen, die nicht verarbeitet werden können.")
        is_open = request.scope["path"] in self._open
        if request.method not in SAFE_METHODS and (is_open or request.state.signed_in) and not from_our_page(request):
            raise forbidden("Diese Eingabe kam nicht von einer Seite von Lotse.")
        length = request.headers.get("content-length", "0")
        sends = (length.isdecimal() and int(length[:20]) > 0) or "transfer-encoding" in request.headers
        if sends and request.state.caller is None and not is_open:
            raise unauthorised()
        limit = body_limit(request.headers.get("content-type", ""))
        return _within(length, limit if request.state.caller else LARGEST_OF_A_STRANGER)


def from_our_page(request: Request) -> bool:
    """Whether a browser sent it from a page of this very address: the defence against forged forms (CSRF).

    Browsers say so in ``Sec-Fetch-Site``, old ones in ``Origin`` only; neither can be set by a page. Without both it
    was no browser, and whoever holds a cookie but no browser uses a token.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == request.headers.get("host")


def _within(length: str, limit: int) -> int:
    if length.isdecimal() and int(length[:20]) > limit:
        raise too_large(limit)
    return limit


def body_limit(content_type: str) -> int:
    """Bytes: a file may be large, one command may not."""
    kind = content_type.partition(";")[0].strip().lower()
    is_command = kind in ("", JSON, FORM) or kind.endswith("+json")
    return LARGEST_JSON if is_command else LARGEST_FILE


def _limited(receive: Receive, limit: int) -> Receive:
    """The same body, ended with 413 as soon as it is larger than announced or allowed."""
    taken = 0

    async def take() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise HTTPException(413)
        return message

    return take
