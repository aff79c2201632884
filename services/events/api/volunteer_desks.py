"""The desks for volunteers, for those who may know their names: Fachkraft and Koordination."""

from typing import Annotated

from fastapi import Depends

from services.events.api.asking import Service, Writer
from services.events.engagements_desk import EngagementsDesk
from services.events.volunteering_desk import VolunteeringDesk
from services.events.volunteers_desk import VolunteersDesk
from services.kernel.requests import Session, require
from services.kernel.roles import Role

# Planung reads sums; who it is who helps is known to those who work with them.
Helped = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION))]


async def volunteers_desk(asking: Helped, service: Service) -> VolunteersDesk:
    return VolunteersDesk(service, asking.district)


async def volunteering_desk(asking: Helped, service: Service) -> VolunteeringDesk:
    return VolunteeringDesk(service, asking.district)


async def engagements_desk(asking: Writer, service: Service) -> EngagementsDesk:
    return EngagementsDesk(service, asking.district)


Volunteers = Annotated[VolunteersDesk, Depends(volunteers_desk)]
TimeDesk = Annotated[VolunteeringDesk, Depends(volunteering_desk)]
Engagements = Annotated[EngagementsDesk, Depends(engagements_desk)]
