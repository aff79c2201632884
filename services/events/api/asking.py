"""What all routes of ``events`` ask for: the service, who may write, the context of a command."""

from typing import Annotated, Any, Final, cast

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict

from services.events.application import Events
from services.events.opening import SERVICE
from services.kernel.deciders import Context
from services.kernel.requests import Session, command_context, only_known, require
from services.kernel.roles import Role
from services.kernel.waiting import awaited


async def events(request: Request) -> Events:
    return cast("Events", request.app.state.rooms[SERVICE])


Service = Annotated[Events, Depends(events)]
# Fachkraft and Koordination organise, Planung plans: all three write and read here.
Writer = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION, Role.PLANUNG))]
Planner = Annotated[Session, Depends(require(Role.KOORDINATION, Role.PLANUNG))]
Reader = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION, Role.PLANUNG))]
Asked = Annotated[Context, Depends(command_context)]
COMMAND: Final[dict[str, Any]] = {"status_code": 201, "dependencies": [Depends(only_known())]}
READING: Final[dict[str, Any]] = {"dependencies": [Depends(only_known()), Depends(awaited)]}


class NothingIn(BaseModel):
    """A command that says it all by its address: what else is sent is refused."""

    model_config = ConfigDict(extra="forbid", title="Keine Angaben")
