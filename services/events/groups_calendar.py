"""Meetings as entries of calendars: all of a group, or one to take over into one's own."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.events.application import Events
from services.events.domain.agenda import numbered
from services.events.groups_queries import GroupEntry
from services.events.ical.entry import Entry, When
from services.events.meetings_queries import MeetingEntry, meetings_of
from services.events.texts import NO_WORDS, Words, words_of, words_of_all

# Who subscribes sees what was a year ago; the minutes stand on the group's page.
LOOKS_BACK: Final = timedelta(days=365)


def entry_of(group: GroupEntry, meeting: MeetingEntry, words: Words) -> Entry:
    """The title, time and place of a meeting, and its agenda; nobody is named."""
    agenda = words.get("agenda")
    return Entry(
        uid=meeting.meeting_id,
        title=group.name,
        when=When(on=meeting.day, starts=meeting.starts, ends=meeting.ends),
        sequence=max(meeting.changed, group.changed),
        changed_at=max(meeting.changed_at, group.changed_at),
        place=words.get("place"),
        description=None if agenda is None else "\n".join(numbered(agenda)),
        is_cancelled=meeting.cancelled is not None,
    )


def one_entry(events: Events, district: str, group: GroupEntry, meeting: MeetingEntry) -> Entry:
    """Raises Forgery."""
    return entry_of(group, meeting, words_of(events, district, meeting.agenda_sheet))


def entries_of(events: Events, district: str, group: GroupEntry, today: date) -> list[Entry]:
    """The group's meetings of the last year and all to come, the earliest first. Raises Forgery."""
    found = [each for each in meetings_of(events.pool, district, group.group_id) if each.day >= today - LOOKS_BACK]
    words = words_of_all(events, district, [each.agenda_sheet for each in found])
    return [entry_of(group, each, _of(each, words)) for each in reversed(found)]


def _of(meeting: MeetingEntry, words: Mapping[UUID, Words]) -> Words:
    return NO_WORDS if meeting.agenda_id is None else words[meeting.agenda_id]
