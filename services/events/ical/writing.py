"""Writing calendars: to subscribe to (PUBLISH), and one invitation to take over into a calendar (REQUEST).

Escaping and folding are the library's; an equal calendar is equal in bytes, so that an ETag means something.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress, vDuration, vText

from services.events.ical.berlin import NAME, berlin
from services.events.ical.entry import Entry

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
PRODUCT: Final = "-//Lotse//Veranstaltungen und Gremien//DE"
LOOK_AGAIN: Final = timedelta(hours=4)


def subscription(name: str, entries: Iterable[Entry]) -> bytes:
    """A calendar that programs look at again every few hours."""
    calendar = _calendar("PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", NAME)
    calendar.add("refresh-interval", vDuration(LOOK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOK_AGAIN))
    for each in entries:
        calendar.add_component(_event(each))
    return bytes(calendar.to_ical())


def invitation(entry: Entry, organiser: str, organiser_id: UUID) -> bytes:
    """One entry, asked of whoever opens the file. It names no attendee: addresses stay with who writes the mail."""
    calendar = _calendar("CANCEL" if entry.is_cancelled else "REQUEST")
    event = _event(entry)
    who = vCalAddress(organiser_id.urn)
    who.params["CN"] = vText(organiser)
    event.add("organizer", who)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(berlin())
    return calendar


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid.urn)
    event.add("summary", entry.title)
    event.add("dtstart", entry.when.begin)
    _add(event, "dtend", entry.when.end)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    _add(event, "location", entry.place)
    _add(event, "description", entry.description)
    _add(event, "url", entry.address)
    return event


def _add(event: Event, name: str, value: str | date | datetime | None) -> None:
    if value is not None:
        event.add(name, value)
