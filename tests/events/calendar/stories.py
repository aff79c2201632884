"""An event in all it can be, for the tests of the calendar."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from services.contracts.events import (
    EventCancelled,
    EventEvaluated,
    EventHeld,
    EventPlanned,
    EventPublished,
    PartnerEngaged,
    PlaceRequested,
)
from services.events.domain.event_plan import EventDetails
from services.events.domain.known_places import KnownPlaces

DAY = timedelta(days=1)
TODAY = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 12, 0)  # noqa: DTZ001 - local time, as the decider is asked
EVENT_ID, PARTNER_ID, COST_ID, FIRST, SECOND, THIRD = (UUID(int=number) for number in range(1, 7))
KNOWN = KnownPlaces(frozenset({"nord", "sued"}), frozenset({"thinka-2022"}))


def details(**more: Any) -> EventDetails:
    """A festival this afternoon with three places."""
    said: dict[str, Any] = {
        "title": "Stadtteilfest",
        "kind": "stadtteilfest",
        "on": TODAY,
        "starts": time(14),
        "ends": time(18),
        "capacity": 3,
    }
    return EventDetails(**{**said, **more})


def planned(**more: Any) -> EventPlanned:
    said: dict[str, Any] = {
        "event_id": EVENT_ID,
        "title": "Stadtteilfest",
        "kind": "stadtteilfest",
        "on": TODAY,
        "starts": time(14),
        "ends": time(18),
        "capacity": 3,
    }
    return EventPlanned(**{**said, **more})


PLANNED = planned()
PUBLISHED = EventPublished(event_id=EVENT_ID, registration=True)
HELD = EventHeld(event_id=EVENT_ID, on=TODAY, attendance=40, counted_by="counted")
EVALUATED = EventEvaluated(event_id=EVENT_ID, reached=4, again=True)
CANCELLED = EventCancelled(event_id=EVENT_ID, grounds="weather", on=TODAY)
ENGAGED = PartnerEngaged(event_id=EVENT_ID, partner_id=PARTNER_ID, role="host")


def asked(registration: UUID, persons: int = 1) -> PlaceRequested:
    return PlaceRequested(event_id=EVENT_ID, registration_id=registration, persons=persons)
