"""What all pages of ``referral`` ask for."""

from typing import Annotated, Final

from fastapi import Depends

from services.kernel.deciders import Context
from services.kernel.pages.asking import form_context, signed_in
from services.kernel.pages.described_forms import Here as HereOf
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.referral.application import Referral
from services.referral.opening import SERVICE

WRITERS: Final = (Role.FACHKRAFT, Role.KOORDINATION)
READERS: Final = (*WRITERS, Role.PLANUNG)

Here = HereOf[Referral]
FachkraftHere = Annotated[Session, Depends(signed_in(SERVICE, Role.FACHKRAFT))]
WriterHere = Annotated[Session, Depends(signed_in(SERVICE, *WRITERS))]
ReaderHere = Annotated[Session, Depends(signed_in(SERVICE, *READERS))]
Sent = Annotated[Context, Depends(form_context)]


def may_write(asking: Session) -> bool:
    """Planung reads only."""
    return asking.caller.role in WRITERS
