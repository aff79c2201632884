"""The way to a case for pages: the checks of the API (``api/access``), for whoever is signed in."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from services.intake.access_desk import Granted
from services.intake.api.access import CaseInPath, access_desk, case_organiser
from services.intake.api.asking import Service
from services.intake.pages.asking import FachkraftHere, WriterHere
from services.intake.pages.restricted import mark


def read_here(case: CaseInPath, asking: FachkraftHere, request: Request, service: Service) -> Granted:
    """A case whose content is shown; that it was read is recorded. Raises AccessRefused."""
    desk = access_desk(service, asking)
    granted = desk.granted(case, "read")
    mark(request, granted.restricted)
    desk.record_read(granted, request.state.correlation_id)
    return granted


def write_here(case: CaseInPath, asking: FachkraftHere, request: Request, service: Service) -> UUID:
    """A case that a form is about: its page shows content, so it was read. Raises AccessRefused, KeyDestroyed."""
    desk = access_desk(service, asking)
    granted = desk.granted(case, "write")
    if request.method == "GET":
        desk.record_read(granted, request.state.correlation_id)
    return granted.case_id


def rights_here(case: CaseInPath, asking: FachkraftHere, request: Request, service: Service) -> UUID:
    """A case whose person asks for her rights: also while nobody may work on it. Raises AccessRefused."""
    desk = access_desk(service, asking)
    granted = desk.granted(case, "rights")
    mark(request, granted.restricted)
    if request.method == "GET":
        desk.record_read(granted, request.state.correlation_id)
    return granted.case_id


def organise_here(case: CaseInPath, asking: WriterHere, service: Service) -> UUID:
    """A case whose hands are ordered; nothing of its content is shown. Raises AccessRefused, KeyDestroyed."""
    return case_organiser(case, asking, service)


CaseRead = Annotated[Granted, Depends(read_here)]
CaseWrite = Annotated[UUID, Depends(write_here)]
CaseRights = Annotated[UUID, Depends(rights_here)]
CaseOrganise = Annotated[UUID, Depends(organise_here)]
