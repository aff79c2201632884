"""A volunteer, an engagement and a record, as the tests of this folder tell of them."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.contracts.events import (
    EngagementClosed,
    EngagementOffered,
    EngagementTaken,
    VolunteerEnlisted,
    VolunteerErased,
    VolunteeringCancelled,
    VolunteeringRecorded,
    VolunteerLeft,
)
from services.events.domain.engagement import EngagementDetails
from services.events.domain.volunteer_enlisting import VolunteerDetails
from services.events.domain.volunteering import VolunteeringDetails

DAY: Final = timedelta(days=1)
TODAY: Final = date(2026, 6, 30)
ERIKA: Final = UUID(int=1)
HOMEWORK: Final = UUID(int=2)
OTHER: Final = UUID(int=3)
RECORD: Final = UUID(int=4)
SHEET: Final = UUID(int=5)
WORDS: Final = UUID(int=6)

DETAILS: Final = VolunteerDetails(on=TODAY - DAY, contact_id=WORDS)
ENLISTED: Final = VolunteerEnlisted(volunteer_id=ERIKA, on=TODAY - DAY, provenance="staff", contact_id=WORDS)
LEFT: Final = VolunteerLeft(volunteer_id=ERIKA, on=TODAY)
ERASED: Final = VolunteerErased(volunteer_id=ERIKA, on=TODAY)
SIGNED_UP: Final = EngagementTaken(volunteer_id=ERIKA, engagement_id=HOMEWORK, on=TODAY, confirmed=False)
TAKEN: Final = EngagementTaken(volunteer_id=ERIKA, engagement_id=HOMEWORK, on=TODAY)

OFFER: Final = EngagementDetails(title="Hausaufgabenhilfe", needed=3)
OFFERED: Final = EngagementOffered(engagement_id=HOMEWORK, title="Hausaufgabenhilfe", needed=3)
CLOSED: Final = EngagementClosed(engagement_id=HOMEWORK, on=TODAY)

GIVEN: Final = VolunteeringDetails(on=TODAY, minutes=150, volunteer_id=ERIKA)
RECORDED: Final = VolunteeringRecorded(record_id=RECORD, on=TODAY, minutes=150, volunteer_id=ERIKA)
CANCELLED: Final = VolunteeringCancelled(record_id=RECORD)
