"""What all routes of ``referral`` ask for: the service, who may write, the context of a command."""

from typing import Annotated, Any, Final, cast

from fastapi import Depends, Request

from services.kernel.deciders import Context
from services.kernel.requests import Session, command_context, only_known, require
from services.kernel.roles import Role
from services.kernel.waiting import awaited
from services.referral.application import Referral
from services.referral.opening import SERVICE


async def referral(request: Request) -> Referral:
    return cast("Referral", request.app.state.rooms[SERVICE])


Service = Annotated[Referral, Depends(referral)]
Writer = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION))]
Reader = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION, Role.PLANUNG))]
Asked = Annotated[Context, Depends(command_context)]
COMMAND: Final[dict[str, Any]] = {"status_code": 201, "dependencies": [Depends(only_known())]}
READING: Final[dict[str, Any]] = {"dependencies": [Depends(only_known()), Depends(awaited)]}
