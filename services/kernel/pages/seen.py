"""Read your writes in a browser: a short cookie says how far a service must be before it shows the next page."""

import re
from typing import Final

from fastapi import Request
from starlette.responses import RedirectResponse

COOKIE: Final = "lotse_stand"
FORM: Final = re.compile(r"([a-z]+)\.([0-9]{1,18})", re.ASCII)
KEPT_S: Final = 30
SEE_OTHER: Final = 303


def see_other(path: str, service: str, position: int | None) -> RedirectResponse:
    """After a command: to a page of ours that shows it; loading it again sends nothing twice."""
    answer = RedirectResponse(path, SEE_OTHER)
    if position is not None:
        answer.set_cookie(COOKIE, f"{service}.{position}", max_age=KEPT_S, httponly=True, samesite="lax")
    return answer


def position_seen(request: Request, service: str) -> int | None:
    """Where this browser's last command at this service stands, if it was a moment ago."""
    found = FORM.fullmatch(request.cookies.get(COOKIE, ""))
    return int(found[2]) if found and found[1] == service else None
