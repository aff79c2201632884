"""Facts of community work with sensible defaults, for histories: ``planned(7)`` and ``held(7, 40)`` are one event."""

from datetime import date
from typing import Any

from services.contracts.events import (
    EngagementOffered,
    EventCancelled,
    EventHeld,
    EventPlanned,
    GroupFounded,
    MeetingCancelled,
    MeetingHeld,
    PressItemRecorded,
    PressItemWithdrawn,
    VolunteeringCancelled,
    VolunteeringRecorded,
)
from tests.reporting.history import id_of

OPERATION = "thinka-2022"


def day(text: str | date) -> date:
    return date.fromisoformat(text) if isinstance(text, str) else text


def planned(number: int, on: str | date = "2025-06-01", **more: Any) -> EventPlanned:
    given: dict[str, Any] = {"title": f"Fest {number}", "kind": "stadtteilfest", "operation": OPERATION, **more}
    return EventPlanned(event_id=id_of("event", number), on=day(on), **given)


def held(number: int, attendance: int, on: str | date = "2025-06-01") -> EventHeld:
    return EventHeld(event_id=id_of("event", number), on=day(on), attendance=attendance, counted_by="counted")


def cancelled(number: int, on: str | date = "2025-05-20", grounds: Any = "weather") -> EventCancelled:
    return EventCancelled(event_id=id_of("event", number), on=day(on), grounds=grounds)


def engagement(number: int, event: int | None = None, operation: str | None = None) -> EngagementOffered:
    of = None if event is None else id_of("event", event)
    return EngagementOffered(
        engagement_id=id_of("engagement", number), title="Kuchen", event_id=of, operation=operation
    )


def gave(number: int, minutes: int, on: str | date = "2025-06-01", **more: Any) -> VolunteeringRecorded:
    """``event`` and ``engagement`` are numbers."""
    for name in {"event", "engagement"} & more.keys():
        found = more.pop(name)
        more[f"{name}_id"] = None if found is None else id_of(name, found)
    return VolunteeringRecorded(record_id=id_of("record", number), on=day(on), minutes=minutes, **more)


def gave_by_mistake(number: int) -> VolunteeringCancelled:
    return VolunteeringCancelled(record_id=id_of("record", number))


def printed(number: int, on: str | date = "2025-06-01", **more: Any) -> PressItemRecorded:
    of = more.pop("event", None)
    given: dict[str, Any] = {"medium": "Tageblatt", "channel": "print", "tone": "positive", **more}
    event_id = None if of is None else id_of("event", of)
    return PressItemRecorded(item_id=id_of("item", number), on=day(on), event_id=event_id, **given)


def withdrawn(number: int) -> PressItemWithdrawn:
    return PressItemWithdrawn(item_id=id_of("item", number))


def founded(number: int, kind: Any = "network", operation: str | None = OPERATION) -> GroupFounded:
    since = date(2020, 1, 1)
    return GroupFounded(
        group_id=id_of("group", number), name=f"Gruppe {number}", kind=kind, since=since, operation=operation
    )


def met(number: int, group: int, on: str | date = "2025-06-01") -> MeetingHeld:
    return MeetingHeld(meeting_id=id_of("meeting", number), group_id=id_of("group", group), on=day(on))


def called_off(number: int, group: int) -> MeetingCancelled:
    return MeetingCancelled(
        meeting_id=id_of("meeting", number), group_id=id_of("group", group), grounds="recorded_by_mistake"
    )
