"""What all routes of ``reporting`` ask for: the service, its reports, who reads, how far the sources are."""

from typing import Annotated, Any, Final, cast

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict

from services.kernel.deciders import Context
from services.kernel.feed import Feed
from services.kernel.requests import Session, command_context, only_known, require, session
from services.kernel.roles import Role
from services.reporting.application import SERVICE, Reporting
from services.reporting.reports import Heads, Reports, heads_of


async def reporting(request: Request) -> Reporting:
    return cast("Reporting", request.app.state.rooms[SERVICE])


Service = Annotated[Reporting, Depends(reporting)]


async def reports(service: Service) -> Reports:
    return service.reports


Answers = Annotated[Reports, Depends(reports)]
Reader = Annotated[
    Session,
    Depends(require(Role.KOORDINATION, Role.PLANUNG, Role.PRUEFUNG, Role.AUSWERTUNG)),
]
# Who answers for a figure: hands it in, approves it, lets it be examined.
Coordinator = Annotated[Session, Depends(require(Role.KOORDINATION))]
Examiner = Annotated[Session, Depends(require(Role.KOORDINATION, Role.PRUEFUNG))]
Asked = Annotated[Context, Depends(command_context)]
COMMAND: Final[dict[str, Any]] = {"status_code": 201, "dependencies": [Depends(only_known())]}


class NothingIn(BaseModel):
    """A command that says it all by its address: what else is sent is refused."""

    model_config = ConfigDict(extra="forbid", title="Keine Angaben")


def all_heads(request: Request, asking: Annotated[Session, Depends(session)]) -> Heads:
    """Where the sources are now: a report waits until it has all of that."""
    feed: Feed = request.app.state.feed
    return heads_of(feed, asking.district)


Arrived = Annotated[Heads, Depends(all_heads)]
