"""What all pages of ``intake`` ask for."""

from typing import Annotated

from fastapi import Depends

from services.intake.opening import SERVICE
from services.kernel.deciders import Context
from services.kernel.pages.asking import form_context, signed_in
from services.kernel.requests import Session
from services.kernel.roles import Role

FachkraftHere = Annotated[Session, Depends(signed_in(SERVICE, Role.FACHKRAFT))]
WriterHere = Annotated[Session, Depends(signed_in(SERVICE, Role.FACHKRAFT, Role.KOORDINATION))]
Sent = Annotated[Context, Depends(form_context)]
