"""What ``reporting`` shows to people; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.kernel.pages.menu import Entry, Group
from services.kernel.roles import Role
from services.reporting.pages import (
    activity,
    cells,
    check_forms,
    checks,
    course,
    deltas,
    esf,
    examination,
    explain,
    explain_activity,
    gaps,
    land,
    mandates,
    profile,
    proofs,
    reports,
    samples,
    submission_forms,
    submissions,
)
from services.reporting.pages.asking import READERS
from services.reporting.pages.auditing_here import PRUEFUNG

PAGES: Final = (
    reports.router,
    esf.router,
    activity.router,
    gaps.router,
    land.router,
    cells.router,
    checks.router,
    check_forms.router,
    profile.router,
    examination.router,
    proofs.router,
    explain.router,
    explain_activity.router,
    mandates.router,
    course.router,
    samples.router,
    submission_forms.router,
    submissions.router,
    deltas.router,
)
MENU: Final = (
    Entry("Berichte", "/berichte", READERS, 10, Group.REPORTS),
    Entry("Land", land.LAND, frozenset({Role.LAND}), 5, Group.REPORTS),
    Entry("Prüfung", PRUEFUNG, frozenset({Role.PRUEFUNG}), 5, Group.REPORTS),  # where somebody who examines starts
    Entry("Prüfung", PRUEFUNG, frozenset({Role.KOORDINATION}), 95, Group.REPORTS),
)


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
