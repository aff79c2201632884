"""What all pages of ``referral`` ask for."""

from typing import Annotated

from fastapi import Depends

from services.kernel.deciders import Context
from services.kernel.pages.asking import form_context, signed_in
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.referral.opening import SERVICE

FachkraftHere = Annotated[Session, Depends(signed_in(SERVICE, Role.FACHKRAFT))]
WriterHere = Annotated[Session, Depends(signed_in(SERVICE, Role.FACHKRAFT, Role.KOORDINATION))]
Sent = Annotated[Context, Depends(form_context)]
