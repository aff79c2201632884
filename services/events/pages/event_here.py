"""The way to events for pages: the event in the address, its page, and the words around it."""

from typing import Final
from uuid import UUID

from services.events.calendar_queries import CalendarEntry, entry_of
from services.events.domain.event_state import UnknownEvent
from services.events.event_queries import EventFile, event_file
from services.events.pages.asking import Here
from services.kernel.problems import not_found

EVENTS: Final = "/veranstaltungen"
ONE: Final = f"{EVENTS}/{{event}}"


def event_of(here: Here) -> CalendarEntry:
    """The event in the address. Raises a Problem (404)."""
    found = entry_of(here.service.pool, here.district, here.named("event"))
    if found is None:
        raise not_found(UnknownEvent.title)
    return found


def file_of(here: Here) -> EventFile:
    """All of it. Raises a Problem (404)."""
    found = event_file(here.service.pool, here.district, here.named("event"))
    if found is None:
        raise not_found(UnknownEvent.title)
    return found


def event_page(event_id: UUID) -> str:
    return f"{EVENTS}/{event_id}"


def to_event(here: Here) -> str:
    return event_page(here.named("event"))


def title_of(here: Here) -> str:
    return event_of(here).title
