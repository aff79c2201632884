"""Light, dark, or as the machine is set: kept in a cookie of its own that tells nothing of a person."""

from typing import Final, Literal, get_args

from fastapi import Request
from starlette.responses import Response

COOKIE: Final = "lotse_darstellung"
A_YEAR_S: Final = 365 * 24 * 3600
Appearance = Literal["hell", "dunkel", "system"]


def appearance_of(request: Request) -> Appearance:
    """What the browser was told to show; anything unknown is the machine's own setting."""
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in get_args(Appearance) else "system"  # type: ignore[return-value]


def keep(response: Response, chosen: Appearance) -> None:
    """For a year."""
    response.set_cookie(COOKIE, chosen, max_age=A_YEAR_S, httponly=True, samesite="lax")
