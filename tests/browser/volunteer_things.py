"""A volunteer with an engagement and hours, and a press item, so that their pages show something."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID, uuid4

from services.events.application import events
from services.events.domain.engagement import EngagementDetails
from services.events.domain.press_item import PressItemDetails
from services.events.domain.volunteer_enlisting import VolunteerDetails
from services.events.domain.volunteering import VolunteeringDetails
from services.events.engagements_desk import EngagementsDesk
from services.events.folding import fold
from services.events.press_desk import PressDesk
from services.events.volunteering_desk import VolunteeringDesk
from services.events.volunteers_desk import VolunteersDesk
from services.kernel.deciders import Context
from services.kernel.settings import Settings
from services.kernel.times import today

TITLE: Final = "Hausaufgabenhilfe, Probe"
DESCRIPTION: Final = {"description": "An einem Nachmittag in der Woche, mit Kindern der ersten Klassen."}
NAME: Final = {"name": "Probst, Erika", "phone": "03677 000000"}
HEADLINE: Final = {"headline": "Nachbarn feiern im Viertel"}


def volunteer_things(settings: Settings, district: str) -> Mapping[str, UUID]:
    """Place in an address -> id."""
    service, day = events(settings), today()
    volunteers = VolunteersDesk(service, district)
    engagement = EngagementsDesk(service, district).offer(
        EngagementDetails(title=TITLE, needed=3, public=True), DESCRIPTION, _context()
    )
    volunteer = volunteers.enlist(VolunteerDetails(on=day), NAME, _context())
    volunteers.take_engagement(volunteer.id, engagement.id, day, _context())
    given = VolunteeringDetails(on=day, minutes=150, volunteer_id=volunteer.id, engagement_id=engagement.id)
    record = VolunteeringDesk(service, district).record(given, _context())
    item = PressDesk(service, district).record(
        PressItemDetails(on=day, medium="Tageblatt, Probe", channel="print", tone="positive"), HEADLINE, _context()
    )
    fold(settings, district)
    return {
        "volunteer": volunteer.id,
        "engagement": engagement.id,
        "record": record.id,
        "item": item.id,
    }


def _context() -> Context:
    chance = uuid4()
    return Context(actor="cli:tester", command_id=chance, correlation_id=chance)
