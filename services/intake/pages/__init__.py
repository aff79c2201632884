"""What ``intake`` shows to people; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.intake.pages import today
from services.kernel.pages.menu import Entry
from services.kernel.roles import Role

PAGES: Final = (today.router,)
MENU: Final = (Entry("Heute", "/heute", frozenset({Role.FACHKRAFT}), 10),)


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
