"""The desks of the directory for whoever may write there: Fachkraft and Koordination."""

from typing import Annotated

from fastapi import Depends

from services.referral.api.asking import Service, Writer
from services.referral.offers_desk import OffersDesk
from services.referral.partner_ties_desk import PartnerTiesDesk
from services.referral.partners_desk import PartnersDesk


async def partners_desk(asking: Writer, service: Service) -> PartnersDesk:
    return PartnersDesk(service, asking.district)


async def ties_desk(asking: Writer, service: Service) -> PartnerTiesDesk:
    return PartnerTiesDesk(PartnersDesk(service, asking.district))


async def offers_desk(asking: Writer, service: Service) -> OffersDesk:
    return OffersDesk(service, asking.district)


Partners = Annotated[PartnersDesk, Depends(partners_desk)]
Ties = Annotated[PartnerTiesDesk, Depends(ties_desk)]
Offers = Annotated[OffersDesk, Depends(offers_desk)]
