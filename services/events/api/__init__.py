"""What ``events`` answers to programs; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

ROUTERS: Final[tuple[APIRouter, ...]] = ()


def all_routes() -> APIRouter:
    together = APIRouter()
    for each in ROUTERS:
        together.include_router(each)
    return together
