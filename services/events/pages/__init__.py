"""What ``events`` shows to people; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.events.pages import statistic_forms, statistics
from services.events.pages.asking import TEAM
from services.events.pages.statistics import STATISTICS
from services.kernel.pages.menu import Entry

PAGES: Final[tuple[APIRouter, ...]] = (
    statistic_forms.router,
    statistics.router,
)
MENU: Final[tuple[Entry, ...]] = (Entry("Sozialdaten", STATISTICS, frozenset(TEAM), 42),)
# Answered for everybody: these pages look after themselves.
OPEN_TO_STRANGERS: Final[frozenset[str]] = frozenset()


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
