"""The one way to a referral for programs: every route of a referral asks here who may. To all others there is none."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Path

from services.kernel.requests import Session, require
from services.kernel.roles import Role
from services.kernel.waiting import arrival
from services.referral.access_desk import AccessDesk, AccessRefused, access_desk
from services.referral.api.asking import Service, Writer
from services.referral.domain.access import Purpose
from services.referral.opening import SERVICE
from services.referral.referral_rows import ReferralRow
from services.referral.referrals_desk import ReferralsDesk

REFERRAL_EXAMPLE: Final = "00000000-0000-8000-8000-000000007342"
ReferralInPath = Annotated[UUID, Path(title="Weitervermittlung", examples=[REFERRAL_EXAMPLE])]
Fachkraft = Annotated[Session, Depends(require(Role.FACHKRAFT))]
Koordination = Annotated[Session, Depends(require(Role.KOORDINATION))]


def access(asking: Writer, service: Service) -> AccessDesk:
    return access_desk(service, asking)


def proposer(asking: Fachkraft, service: Service) -> AccessDesk:
    return access_desk(service, asking)


def referral_seen(referral: ReferralInPath, asking: Writer, service: Service) -> ReferralRow:
    """A referral as the asker may see it. Raises AccessRefused."""
    return _granted(access_desk(service, asking), referral, "state")


def written(access: AccessDesk, referral: UUID) -> UUID:
    """A referral on which the asker may record; asked when the body is known to be sound. Raises AccessRefused."""
    return _granted(access, referral, "write").referral_id


def _granted(desk: AccessDesk, referral: UUID, purpose: Purpose) -> ReferralRow:
    """Whoever proposed a moment ago goes on at once: what the projection does not show yet is waited for."""
    try:
        return desk.granted(referral, purpose)
    except AccessRefused:
        head = desk.service.store.log.head(desk.district).position
        arrival(desk.service.pool, SERVICE, desk.district, head)
        return desk.granted(referral, purpose)


def referrals_desk(asking: Writer, service: Service) -> ReferralsDesk:
    return ReferralsDesk(service, asking.district)


Access = Annotated[AccessDesk, Depends(access)]
Proposer = Annotated[AccessDesk, Depends(proposer)]
Seen = Annotated[ReferralRow, Depends(referral_seen)]
Referrals = Annotated[ReferralsDesk, Depends(referrals_desk)]
