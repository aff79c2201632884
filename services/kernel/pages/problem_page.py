"""What went wrong, for whoever asked: a page for browsers, a problem document for programs."""

from typing import Final
from urllib.parse import quote

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from services.kernel.pages.rendering import rendered
from services.kernel.problems import Problem

SIGN_IN: Final = "/anmeldung"
UNAUTHORISED: Final = 401


def answer_in_words(request: Request, problem: Problem) -> Response:
    """The problem as a page if a browser asks for one; who is not signed in is sent to the log-in."""
    if is_fragment(request):
        return _fragment(request, problem)
    if not wants_page(request):
        return problem.response()
    if problem.status == UNAUTHORISED:
        return RedirectResponse(sign_in_address(request), 303)
    return rendered(request, "lotse/problem.html", {"problem": problem}, status=problem.status, headers=problem.headers)


def wants_page(request: Request) -> bool:
    """Browsers name HTML when somebody follows a link or sends a form; programs do not, and bring a token."""
    return "text/html" in request.headers.get("accept", "") and "authorization" not in request.headers


def is_fragment(request: Request) -> bool:
    """A part of a page that htmx asked for."""
    return request.headers.get("hx-request") == "true" and "authorization" not in request.headers


def sign_in_address(request: Request) -> str:
    """The log-in, which leads back to where somebody was; forms are not sent again."""
    path = str(request.scope["path"])
    if request.method != "GET" or path in ("/", SIGN_IN):
        return SIGN_IN
    query = request.scope["query_string"].decode("latin-1")
    return f"{SIGN_IN}?weiter={quote(f'{path}?{query}' if query else path, safe='')}"


def _fragment(request: Request, problem: Problem) -> Response:
    if problem.status == UNAUTHORISED:
        return Response(status_code=204, headers={"HX-Redirect": SIGN_IN})
    return rendered(
        request, "lotse/problem_fragment.html", {"problem": problem}, status=problem.status, headers=problem.headers
    )
