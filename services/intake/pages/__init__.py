"""What ``intake`` shows to people; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.intake.pages import contact_changes, contact_views, contacts, today, worklist, worklist_forms
from services.kernel.pages.menu import Entry
from services.kernel.roles import Role

PAGES: Final = (
    today.router,
    contacts.router,
    contact_views.router,
    contact_changes.router,
    worklist.router,
    worklist_forms.router,
)
FACHKRAFT: Final = frozenset({Role.FACHKRAFT})
MENU: Final = (
    Entry("Heute", "/heute", FACHKRAFT, 10),
    Entry("Kontakt", "/kontakt", FACHKRAFT, 12),
    Entry("Meine Kontakte", "/kontakte", FACHKRAFT, 14),
    Entry("Arbeitsliste", worklist.WORKLIST, FACHKRAFT, 50),
    Entry("Arbeitsliste", worklist.WORKLIST, frozenset({Role.KOORDINATION}), 20),
)


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
