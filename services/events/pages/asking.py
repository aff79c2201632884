"""What all pages of ``events`` ask for."""

from typing import Annotated, Final

from fastapi import Depends

from services.events.application import Events
from services.events.opening import SERVICE
from services.kernel.deciders import Context
from services.kernel.pages.asking import form_context, signed_in
from services.kernel.pages.described_forms import Here as HereOf
from services.kernel.requests import Session
from services.kernel.roles import Role

TEAM: Final = (Role.FACHKRAFT, Role.KOORDINATION, Role.PLANUNG)
PLANNERS: Final = (Role.KOORDINATION, Role.PLANUNG)

Here = HereOf[Events]
TeamHere = Annotated[Session, Depends(signed_in(SERVICE, *TEAM))]
PlannerHere = Annotated[Session, Depends(signed_in(SERVICE, *PLANNERS))]
Sent = Annotated[Context, Depends(form_context)]
