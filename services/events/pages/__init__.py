"""What ``events`` shows to people; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.kernel.pages.menu import Entry

PAGES: Final[tuple[APIRouter, ...]] = ()
MENU: Final[tuple[Entry, ...]] = ()
# Answered for everybody: these pages look after themselves.
OPEN_TO_STRANGERS: Final[frozenset[str]] = frozenset()


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
