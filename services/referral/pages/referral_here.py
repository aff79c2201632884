"""The way to a referral for pages: who is signed in, and what may be done with it."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request

from services.kernel.requests import Session
from services.referral.access_desk import access_desk
from services.referral.api.asking import Service
from services.referral.api.referral_access import ReferralInPath
from services.referral.application import Referral
from services.referral.pages.asking import FachkraftHere, WriterHere
from services.referral.pages.restricted import mark
from services.referral.referral_rows import ReferralRow

REFERRALS = "/weitervermittlungen"


@dataclass(frozen=True, slots=True)
class Here:
    """The referral that a page is about as it stands today, and who asks."""

    request: Request
    service: Referral
    asking: Session
    row: ReferralRow

    @property
    def district(self) -> str:
        return self.asking.district

    @property
    def address(self) -> str:
        return f"{REFERRALS}/{self.row.referral_id}"

    @property
    def consent_form(self) -> str:
        """Intake's form for a consent in this referral, which leads back here."""
        asked = {"partner": str(self.row.partner_id), "weitervermittlung": str(self.row.referral_id)}
        return f"/faelle/{self.row.case_id}/einwilligungen/neu?{urlencode(asked)}"


def seen_here(referral: ReferralInPath, request: Request, asking: WriterHere, service: Service) -> Here:
    """A referral that is shown, its content to those only who may read it. Raises AccessRefused."""
    return Here(request, service, asking, access_desk(service, asking).granted(referral, "state"))


def write_here(referral: ReferralInPath, request: Request, asking: FachkraftHere, service: Service) -> Here:
    """A referral that a form is about. Raises AccessRefused."""
    row = access_desk(service, asking).granted(referral, "write")
    mark(request, restricted=row.restricted)
    return Here(request, service, asking, row)


ReferralSeen = Annotated[Here, Depends(seen_here)]
ReferralWritten = Annotated[Here, Depends(write_here)]
