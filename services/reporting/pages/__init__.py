"""What ``reporting`` shows to people; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.kernel.pages.menu import Entry
from services.reporting.pages import activity, cells, esf, gaps, profile, reports
from services.reporting.pages.asking import READERS

PAGES: Final = (reports.router, esf.router, activity.router, gaps.router, cells.router, profile.router)
MENU: Final = (Entry("Berichte", "/berichte", READERS, 10),)


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
