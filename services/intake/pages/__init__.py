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
    case_rights,
    case_situations,
    case_strengths,
    case_tasks,
    cases,
    contact_changes,
    contact_views,
    contacts,
    duplicate_pair,
    duplicates,
    erasures,
    outreach,
    participation_finder,
    participation_forms,
    participations,
    search,
    today,
    worklist,
    worklist_forms,
)
from services.kernel.pages.menu import Entry, Group
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
    case_rights.router,
    case_links.router,
    case_situations.router,
    case_strengths.router,
    case_goals.router,
    case_appointments.router,
    case_tasks.router,
    participation_finder.router,
    participations.router,
    participation_forms.router,
    erasures.router,
    duplicates.router,
    duplicate_pair.router,
)
FACHKRAFT: Final = frozenset({Role.FACHKRAFT})
MENU: Final = (
    Entry("Heute", "/heute", FACHKRAFT, 10, Group.WORK),
    Entry("Kontakt", "/kontakt", FACHKRAFT, 12, Group.WORK),
    Entry("Meine Kontakte", "/kontakte", FACHKRAFT, 14, Group.WORK),
    Entry("Suche", "/suche", FACHKRAFT, 16, Group.WORK),
    Entry("Unterwegs", "/unterwegs", FACHKRAFT, 60, Group.WORK),
    Entry("Fälle", "/faelle", FACHKRAFT | {Role.KOORDINATION}, 30, Group.WORK),
    Entry("Teilnahmen", "/teilnahmen", FACHKRAFT | {Role.KOORDINATION}, 35, Group.WORK),
    Entry("Arbeitsliste", worklist.WORKLIST, FACHKRAFT, 50, Group.WORK),
    Entry("Arbeitsliste", worklist.WORKLIST, frozenset({Role.KOORDINATION}), 20, Group.WORK),
    Entry("Doppelt erfasst?", duplicates.DUPLICATES, frozenset({Role.KOORDINATION}), 37, Group.WORK),
    Entry("Löschungen", erasures.ERASURES, frozenset({Role.KOORDINATION}), 70, Group.ADMINISTRATION),
)


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
