"""What ``events`` answers to programs; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.events.api import engagements, press, volunteer_engagements, volunteering, volunteers

ROUTERS: Final[tuple[APIRouter, ...]] = (
    volunteers.router,
    volunteer_engagements.router,
    engagements.router,
    volunteering.router,
    press.router,
)


def all_routes() -> APIRouter:
    together = APIRouter()
    for each in ROUTERS:
        together.include_router(each)
    return together
