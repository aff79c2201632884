"""What ``events`` answers to programs; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.events.api import (
    engagements,
    events,
    feeds,
    findings,
    groups,
    measure_parts,
    measures,
    meetings,
    press,
    proofs,
    registrations,
    resolutions,
    statistics,
    strategies,
    surveys,
    tasks,
    volunteer_engagements,
    volunteering,
    volunteers,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    events.router,
    registrations.router,
    tasks.router,
    proofs.router,
    groups.router,
    feeds.router,
    meetings.router,
    resolutions.router,
    volunteers.router,
    volunteer_engagements.router,
    engagements.router,
    volunteering.router,
    press.router,
    strategies.router,
    measure_parts.router,
    measures.router,
    statistics.router,
    surveys.router,
    findings.router,
)


def all_routes() -> APIRouter:
    together = APIRouter()
    for each in ROUTERS:
        together.include_router(each)
    return together
