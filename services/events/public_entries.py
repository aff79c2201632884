"""Published events as entries of the calendar that everybody may subscribe to."""

from datetime import date

from services.events.application import Events
from services.events.calendar_queries import CalendarEntry, public_calendar
from services.events.event_desk import EVENT_FIELDS
from services.events.ical.entry import Entry, When
from services.events.texts import NO_WORDS, Sheet, Words, words_of_all


def public_entries(events: Events, district: str, day: date) -> list[Entry]:
    """What is ahead from that day on, in the order in which it takes place. Raises Forgery."""
    found = public_calendar(events.pool, district, day)
    words = words_of_all(events, district, [Sheet(each.event_id, each.details_id, EVENT_FIELDS) for each in found])
    return [entry_of(each, words[each.details_id] if each.details_id else NO_WORDS) for each in found]


def entry_of(event: CalendarEntry, words: Words) -> Entry:
    """The position of a plan says how often it was changed; a cancellation comes after it."""
    is_cancelled = event.cancelled is not None
    return Entry(
        uid=event.event_id,
        title=event.title,
        when=When(on=event.on, starts=event.starts, until=event.until, ends=event.ends),
        sequence=event.changed + int(is_cancelled),
        changed_at=event.changed_at,
        place=words.get("place"),
        description=words.get("description"),
        is_cancelled=is_cancelled,
    )
