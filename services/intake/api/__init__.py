"""What ``intake`` answers to programs; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.intake.api import (
    access,
    appointments,
    case_lists,
    cases,
    consents,
    contact_lists,
    contacts,
    duplicates,
    entities,
    estimates,
    forms,
    goals,
    participations,
    persons,
    reminders,
    rights,
    rows,
    search,
    situations,
    strengths,
    tasks,
)

ROUTERS: Final = (
    rows.router,
    access.router,
    cases.router,
    case_lists.router,
    contacts.router,
    contact_lists.router,
    estimates.router,
    entities.router,
    participations.router,
    consents.router,
    persons.router,
    search.router,
    forms.router,
    situations.router,
    strengths.router,
    goals.router,
    appointments.router,
    tasks.router,
    reminders.router,
    rights.router,
    duplicates.router,
)


def all_routes() -> APIRouter:
    together = APIRouter()
    for each in ROUTERS:
        together.include_router(each)
    return together
