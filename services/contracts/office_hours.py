"""What the facts of a site mean for one day: which hours count there. Local time; no clock, no calendar of its own."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.contracts.districts import Hours, OfficeHoursSet
from services.kernel.times import BERLIN

MIDNIGHT: Final = dt.time(0)
IsHoliday = Callable[[dt.date], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The hours of one site: weekly ones (one a first day, in any order), exceptions by day, the last day if closed."""

    weekly: Sequence[OfficeHoursSet] = ()
    exceptions: Mapping[dt.date, tuple[Hours, ...]] = field(default_factory=dict)
    last_day: dt.date | None = None


def hours_on(timetable: Timetable, day: dt.date, is_holiday: IsHoliday) -> tuple[Hours, ...]:
    """The hours that count on that day, earliest first; none where nobody is met.

    A closed site has none; an exception wins over everything else; on public holidays weekly hours do not count
    unless they were set to.
    """
    if timetable.last_day is not None and day > timetable.last_day:
        return ()
    if day in timetable.exceptions:
        return in_order(timetable.exceptions[day])
    valid = max((each for each in timetable.weekly if each.start <= day), key=lambda each: each.start, default=None)
    if valid is None or (is_holiday(day) and not valid.on_holidays):
        return ()
    return in_order(each for each in valid.hours if each.weekday == day.isoweekday())


def in_order(hours: Iterable[Hours]) -> tuple[Hours, ...]:
    return tuple(sorted(hours, key=lambda each: (each.weekday, each.opens, each.kind)))


def contains(hours: Hours, time: dt.time) -> bool:
    """Is this local time within the hours? Opening time is, closing time is not; 00:00 as closing is 24:00."""
    return hours.opens <= time and (hours.closes == MIDNIGHT or time < hours.closes)


def span(hours: Hours, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """From when to when, as instants. In the night when clocks go back, an hour that comes twice counts twice."""
    last = day + dt.timedelta(days=1) if hours.closes == MIDNIGHT else day
    opens = dt.datetime.combine(day, hours.opens, BERLIN)
    closes = dt.datetime.combine(last, hours.closes, BERLIN).replace(fold=1)
    return opens.astimezone(dt.UTC), closes.astimezone(dt.UTC)
