"""Office hours as pages show them: now, today, the days ahead; and as one writes them into a form, a line a weekday."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from services.contracts.districts import Hours, OfficeHoursSet
from services.contracts.office_hours import Timetable, contains
from services.districts.hours_text import USUAL_KIND, WEEKDAYS, closes_text, opens_text
from services.districts.pages.words import times
from services.districts.place_queries import days_of_hours

DAYS_AHEAD: Final = 14


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One day: what counts, in words; the holiday that falls on it; whether it was set for this day alone."""

    on: date
    words: str | None
    holiday: str | None
    is_exception: bool


def days_ahead(of: Timetable, first: date, days: int = DAYS_AHEAD) -> Sequence[ShownDay]:
    """From ``first`` on; ``words`` None is closed."""
    return [
        ShownDay(day.on, joined(day.hours), day.holiday, day.on in of.exceptions)
        for day in days_of_hours(of, first, first + timedelta(days=days - 1))
    ]


def is_open(of: Timetable, now: datetime) -> bool:
    """Whether somebody is met at this moment; ``now`` is local time."""
    (day,) = days_of_hours(of, now.date(), now.date())
    return any(contains(hours, now.time()) for hours in day.hours)


def joined(hours: Sequence[Hours]) -> str | None:
    return "; ".join(times(each) for each in hours) or None


def current(of: Timetable, day: date) -> OfficeHoursSet | None:
    """The weekly hours that count on that day, or the first to come."""
    begun = [each for each in of.weekly if each.start <= day]
    if begun:
        return max(begun, key=lambda each: each.start)
    return min(of.weekly, key=lambda each: each.start, default=None)


def as_typed(hours: Sequence[Hours]) -> Mapping[str, str]:
    """Weekday (``Mo``) -> ``09:00-12:00, 14:00-18:00 telefon``."""
    lines: dict[str, list[str]] = {}
    for each in sorted(hours, key=lambda one: (one.weekday, one.opens)):
        kind = "" if each.kind == USUAL_KIND else f" {each.kind}"
        lines.setdefault(WEEKDAYS[each.weekday - 1], []).append(f"{opens_text(each)}-{closes_text(each)}{kind}")
    return {day: ", ".join(found) for day, found in lines.items()}
