"""What ``intake`` shows to people; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.intake.pages import (
    case_appointments,
    case_consents,
    case_course,
    case_file,
    case_goals,
    case_links,
    case_person,
    case_referrals,
    case_situations,
    case_strengths,
    case_tasks,
    cases,
    contact_changes,
    contact_views,
    contacts,
    outreach,
    participation_finder,
    participation_forms,
    participations,
    search,
    today,
    worklist,
    worklist_forms,
)
from services.kernel.pages.menu import Entry
from services.kernel.roles import Role

PAGES: Final = (
    today.router,
    contacts.router,
    contact_views.router,
    contact_changes.router,
    search.router,
    outreach.router,
    worklist.router,
    worklist_forms.router,
    cases.router,
    case_file.router,
    case_course.router,
    case_person.router,
    case_consents.router,
    case_referrals.router,
    case_links.router,
    case_situations.router,
    case_strengths.router,
    case_goals.router,
    case_appointments.router,
    case_tasks.router,
    participation_finder.router,
    participations.router,
    participation_forms.router,
)
FACHKRAFT: Final = frozenset({Role.FACHKRAFT})
MENU: Final = (
    Entry("Heute", "/heute", FACHKRAFT, 10),
    Entry("Kontakt", "/kontakt", FACHKRAFT, 12),
    Entry("Meine Kontakte", "/kontakte", FACHKRAFT, 14),
    Entry("Suche", "/suche", FACHKRAFT, 16),
    Entry("Unterwegs", "/unterwegs", FACHKRAFT, 60),
    Entry("Fälle", "/faelle", FACHKRAFT | {Role.KOORDINATION}, 30),
    Entry("Teilnahmen", "/teilnahmen", FACHKRAFT | {Role.KOORDINATION}, 35),
    Entry("Arbeitsliste", worklist.WORKLIST, FACHKRAFT, 50),
    Entry("Arbeitsliste", worklist.WORKLIST, frozenset({Role.KOORDINATION}), 20),
)


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
