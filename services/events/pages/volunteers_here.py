"""The way to volunteers and engagements for pages: who may know names, and the entry in the address."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends

from services.events.api.asking import Service
from services.events.domain.engagement import UnknownEngagement
from services.events.domain.volunteer_state import UnknownVolunteer
from services.events.opening import SERVICE
from services.events.pages.asking import Here
from services.events.volunteers_queries import EngagementEntry, helpers
from services.events.volunteers_words import NamedVolunteer, named
from services.kernel.pages.asking import signed_in
from services.kernel.problems import not_found
from services.kernel.requests import Session
from services.kernel.roles import Role

VOLUNTEERS: Final = "/ehrenamt"
HOURS: Final = f"{VOLUNTEERS}/stunden"
ENGAGEMENTS: Final = f"{VOLUNTEERS}/aufgaben"
# Planung reads sums; who it is who helps is known to those who work with them.
HELPED: Final = (Role.FACHKRAFT, Role.KOORDINATION)
HelpedHere = Annotated[Session, Depends(signed_in(SERVICE, *HELPED))]


def knows_names(asking: Session) -> bool:
    return asking.caller.role in HELPED


def volunteer_of(here: Here) -> NamedVolunteer:
    """The volunteer in the address. Raises a Problem (404)."""
    return volunteer_with(here.service, here.district, here.named("volunteer"))


def volunteer_with(service: Service, district: str, volunteer_id: UUID) -> NamedVolunteer:
    """Raises a Problem (404)."""
    entry = helpers(service.pool, district).volunteers.get(volunteer_id)
    if entry is None:
        raise not_found(UnknownVolunteer.title)
    return named(service, district, [entry])[0]


def engagement_of(here: Here) -> EngagementEntry:
    """The engagement in the address. Raises a Problem (404)."""
    found = helpers(here.service.pool, here.district).engagements.get(here.named("engagement"))
    if found is None:
        raise not_found(UnknownEngagement.title)
    return found


def volunteer_page(volunteer_id: UUID) -> str:
    return f"{VOLUNTEERS}/{volunteer_id}"


def to_volunteers(_here: Here) -> str:
    return VOLUNTEERS


def to_volunteer(here: Here) -> str:
    return volunteer_page(here.named("volunteer"))
