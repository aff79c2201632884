"""Pages of no service: where one arrives, and how everything looks."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from services.kernel.pages import appearance, statics
from services.kernel.pages.local import local_path
from services.kernel.pages.menu import start_of
from services.kernel.pages.problem_page import SIGN_IN
from services.kernel.pages.seen import SEE_OTHER
from services.kernel.signed_in import SignedIn

APPEARANCE: Final = "/darstellung"
OPEN: Final = frozenset({APPEARANCE})

router: Final = APIRouter()
router.include_router(statics.router)


@router.get("/")
async def front(request: Request) -> Response:
    """To the first page of one's role, or to the log-in."""
    found: SignedIn | None = request.state.signed_in
    return RedirectResponse(SIGN_IN if found is None else start_of(request, found), SEE_OTHER)


@router.post(APPEARANCE)
async def choose_appearance(
    chosen: Annotated[appearance.Appearance, Form(alias="darstellung")],
    back: Annotated[str, Form(alias="weiter", max_length=2000)] = "/",
) -> Response:
    """Light, dark, or as the machine is set; then back to where one was."""
    answer = RedirectResponse(local_path(back), SEE_OTHER)
    appearance.keep(answer, chosen)
    return answer
