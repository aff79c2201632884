"""Events in the words of pages."""

from collections.abc import Mapping
from datetime import date, time
from typing import Final, NamedTuple

from services.contracts.events.words import AttendanceDimension, Cancelled, CountedBy, PartnerRole
from services.events.calendar_queries import CalendarEntry
from services.events.domain.event_state import Stage
from services.kernel.pages.wording import day as day_in_words
from services.kernel.pages.wording import weekday

STAGES: Final[Mapping[Stage, str]] = {
    "planned": "geplant",
    "published": "angekündigt",
    "held": "hat stattgefunden",
    "evaluated": "ausgewertet",
    "cancelled": "abgesagt",
}
STAGE_BADGES: Final[Mapping[Stage, str]] = {
    "planned": "info",
    "published": "success",
    "held": "success",
    "evaluated": "success",
    "cancelled": "danger",
}
ROLES: Final[Mapping[PartnerRole, str]] = {
    "organiser": "veranstaltet",
    "co_organiser": "veranstaltet mit",
    "host": "stellt den Ort",
    "speaker": "spricht",
    "stand": "ist mit einem Stand da",
    "sponsor": "unterstützt mit Geld oder Sachen",
    "invited": "ist eingeladen",
}
GROUNDS: Final[Mapping[Cancelled, str]] = {
    "too_few": "zu wenige Anmeldungen",
    "weather": "Wetter",
    "illness": "Krankheit",
    "no_room": "kein Raum",
    "funding": "kein Geld",
    "recorded_by_mistake": "aus Versehen erfasst",
    "other": "anderer Grund",
}
COUNTED: Final[Mapping[CountedBy, str]] = {"counted": "gezählt", "estimated": "geschätzt"}
DIMENSIONS: Final[Mapping[AttendanceDimension, str]] = {
    "age_band": "Alter",
    "gender": "Geschlecht",
    "target_group": "Zielgruppen",
}
REACHED: Final[Mapping[int, str]] = {
    5: "5, ganz erreicht",
    4: "4, weitgehend",
    3: "3, zum Teil",
    2: "2, kaum",
    1: "1, gar nicht",
}


class Badge(NamedTuple):
    """Where an event stands, at a glance."""

    kind: str
    words: str


def badge_of(entry: CalendarEntry, today: date) -> Badge:
    """Who looks after it sees what is missing."""
    if entry.is_uncounted(today):
        return Badge("warning", "vorbei, noch nicht gezählt")
    return Badge(STAGE_BADGES[entry.stage], STAGES[entry.stage])


def when(on: date, until: date | None, starts: time | None, ends: time | None) -> str:
    """``Mo, 02.03.2026, 14:00 bis 16:00 Uhr``; ``… bis …`` for several days."""
    days = weekday(on) if until is None else f"{weekday(on)} bis {weekday(until)}"
    if starts is None:
        return days
    hours = f"{starts:%H:%M} Uhr" if ends is None else f"{starts:%H:%M} bis {ends:%H:%M} Uhr"
    return f"{days}, {hours}"


def when_of(entry: CalendarEntry) -> str:
    return when(entry.on, entry.until, entry.starts, entry.ends)


def registration_words(entry: CalendarEntry) -> str:
    """Whether one may register, and until when."""
    if not entry.registration:
        return "ohne Anmeldung"
    return f"mit Anmeldung bis {day_in_words(entry.register_until or entry.last_day)}"
