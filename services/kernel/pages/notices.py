"""What has to stand on every page about something, whichever page it is: said once, while the request is checked."""

from typing import NamedTuple

from fastapi import Request


class Notice(NamedTuple):
    """Shown above everything else; both in German."""

    title: str
    text: str


def put_notice(request: Request, notice: Notice) -> None:
    """Let the page that answers this request show it."""
    request.state.notice = notice


def notice_of(request: Request) -> Notice | None:
    """None on most pages."""
    found: Notice | None = getattr(request.state, "notice", None)
    return found
