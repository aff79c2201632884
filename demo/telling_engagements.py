"""Telling at the desks of volunteers what help is looked for, who gives it and how long."""

from uuid import UUID

from demo.community.shape import Engagement, Hours, Volunteer
from demo.neighbourhood import Neighbourhood
from services.events.domain.engagement import EngagementDetails
from services.events.domain.volunteer_enlisting import VolunteerDetails
from services.events.domain.volunteering import VolunteeringDetails
from services.events.engagements_desk import EngagementsDesk
from services.events.volunteering_desk import VolunteeringDesk
from services.events.volunteers_desk import VolunteersDesk


def tell_engagement(place: Neighbourhood, told: Engagement) -> None:
    """Nothing of an engagement that people went on with."""
    commands = place.commands(f"engagement {told.title}")
    details = EngagementDetails(
        title=told.title,
        sozialraeume=(told.sozialraum,),
        needed=told.needed,
        operation=told.operation,
        public=told.public,
    )
    desk = EngagementsDesk(place.events, place.district)
    engagement_id = desk.offer(details, {"description": told.description}, commands.next()).id
    if place.is_left_to_people(engagement_id, commands):
        return
    for volunteer in told.volunteers:
        _tell_volunteer(place, told, engagement_id, volunteer)
    rows = [_row(told, engagement_id, hours) for hours in told.together]
    VolunteeringDesk(place.events, place.district).record_all(rows, commands.next())


def _tell_volunteer(place: Neighbourhood, engagement: Engagement, engagement_id: UUID, told: Volunteer) -> None:
    commands = place.commands(f"volunteer {told.name}")
    details = VolunteerDetails(on=told.since, sozialraeume=(engagement.sozialraum,), languages=tuple(told.languages))
    desk = VolunteersDesk(place.events, place.district)
    volunteer_id = desk.enlist(details, {"name": told.name, "phone": told.phone}, commands.next()).id
    if place.is_left_to_people(volunteer_id, commands):
        return
    desk.take_engagement(volunteer_id, engagement_id, told.since, commands.next())
    rows = [_row(engagement, engagement_id, hours, volunteer_id) for hours in told.hours]
    VolunteeringDesk(place.events, place.district).record_all(rows, commands.next())


def _row(
    engagement: Engagement, engagement_id: UUID, hours: Hours, volunteer_id: UUID | None = None
) -> VolunteeringDetails:
    return VolunteeringDetails(
        on=hours.on,
        minutes=hours.minutes,
        persons=hours.persons,
        volunteer_id=volunteer_id,
        engagement_id=engagement_id,
        operation=engagement.operation,
        sozialraum=engagement.sozialraum,
    )
