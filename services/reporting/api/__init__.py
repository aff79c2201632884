"""What ``reporting`` answers to programs; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.reporting.api import (
    cells,
    checks,
    deltas,
    documents,
    explain,
    land,
    mandates,
    odata,
    profile,
    proofs,
    replay,
    samples,
    submissions,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    cells.router,
    mandates.router,
    samples.router,
    replay.router,
    profile.router,
    documents.router,
    checks.router,
    land.router,
    proofs.router,
    explain.router,
    submissions.router,
    deltas.router,
    odata.router,
)


def all_routes() -> APIRouter:
    together = APIRouter()
    for each in ROUTERS:
        together.include_router(each)
    return together
