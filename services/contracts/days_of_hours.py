"""Hours of a site or an offer, day by day and in words, as pages and answers show them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from services.contracts.districts import Hours
from services.contracts.hours_text import WEEKDAYS, closes_text, opens_text
from services.contracts.office_hours import Timetable, Weekly, contains, hours_on
from services.contracts.vocabularies import contact_kinds
from services.kernel.public_holidays import public_holiday

DAYS_AHEAD: Final = 14


@dataclass(frozen=True, slots=True)
class DayOfHours:
    """What counts on one day; ``holiday`` names the public holiday that falls on it."""

    on: date
    hours: tuple[Hours, ...]
    holiday: str | None


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One day: what counts, in words; the holiday that falls on it; whether it was set for this day alone."""

    on: date
    words: str | None
    holiday: str | None
    is_exception: bool


def days_of_hours(of: Timetable, first: date, last: date) -> Iterator[DayOfHours]:
    """Day by day, both ends included."""
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        hours = hours_on(of, day, lambda on: public_holiday(on) is not None)
        yield DayOfHours(day, hours, public_holiday(day))


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


def current(of: Timetable, day: date) -> Weekly | None:
    """The weekly hours that count on that day, or the first to come."""
    begun = [each for each in of.weekly if each.start <= day]
    if begun:
        return max(begun, key=lambda each: each.start)
    return min(of.weekly, key=lambda each: each.start, default=None)


# --- In words ------------------------------------------------------------------


def times(hours: Hours) -> str:
    """``09:00–12:00 Uhr, Sprechstunde``."""
    kind = contact_kinds().get(hours.kind, hours.kind)
    return f"{opens_text(hours)}–{closes_text(hours)} Uhr, {kind}"


def joined(hours: Sequence[Hours]) -> str | None:
    return "; ".join(times(each) for each in hours) or None


def weekly(hours: Sequence[Hours]) -> Sequence[tuple[str, str]]:
    """(weekday, its hours), for days that have some."""
    days: dict[int, list[str]] = {}
    for each in sorted(hours, key=lambda one: (one.weekday, one.opens)):
        days.setdefault(each.weekday, []).append(times(each))
    return [(WEEKDAYS[day - 1], "; ".join(found)) for day, found in days.items()]
