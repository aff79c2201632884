"""The invitation to a meeting in words, to copy into a mail or a letter; nobody is named in it."""

from collections.abc import Sequence

from services.events.meetings_queries import MeetingEntry
from services.kernel.pages.wording import weekday


def invitation_text(group: str, meeting: MeetingEntry, place: str | None, agenda: Sequence[str]) -> str:
    """Greeting, when, where, what; and that one is to answer."""
    hours = f"{meeting.starts:%H:%M} Uhr"
    if meeting.ends is not None:
        hours = f"{meeting.starts:%H:%M} bis {meeting.ends:%H:%M} Uhr"
    lines = [
        "Guten Tag,",
        "",
        f"wir laden Sie herzlich zur nächsten Sitzung ein: {group}.",
        "",
        f"Wann: {weekday(meeting.on_day)}, {hours}",
        *([f"Wo: {place}"] if place else []),
        *(["", "Tagesordnung:", *agenda] if agenda else []),
        "",
        "Bitte sagen Sie uns kurz, ob Sie kommen.",
        "",
        "Mit freundlichen Grüßen",
    ]
    return "\n".join(lines)
