"""What ``districts`` answers to programs; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.districts.api import classification, definitions, funding, operations, sites, staff, traeger

ROUTERS: Final = (
    operations.router,
    classification.router,
    traeger.router,
    staff.router,
    sites.router,
    definitions.router,
    funding.router,
)


def all_routes() -> APIRouter:
    together = APIRouter()
    for each in ROUTERS:
        together.include_router(each)
    return together
