"""Hours of a site or an offer: which of them may be set, and which count on one day.

Local time; no clock, no calendar of its own.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Protocol

from services.contracts.districts import Hours
from services.contracts.vocabularies import contact_kinds
from services.kernel.deciders import RuleViolation
from services.kernel.times import BERLIN

MIDNIGHT: Final = dt.time(0)
IsHoliday = Callable[[dt.date], bool]


class Weekly(Protocol):
    """The fact that sets weekly hours: of a site, or of an offer."""

    @property
    def start(self) -> dt.date: ...
    @property
    def hours(self) -> tuple[Hours, ...]: ...
    @property
    def on_holidays(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """Hours of one place: weekly ones (one a first day, in any order), exceptions by day, the last day if closed."""

    weekly: Sequence[Weekly] = ()
    exceptions: Mapping[dt.date, tuple[Hours, ...]] = field(default_factory=dict)
    last_day: dt.date | None = None


def hours_on(timetable: Timetable, day: dt.date, is_holiday: IsHoliday) -> tuple[Hours, ...]:
    """The hours that count on that day, earliest first; none where nobody is met.

    A closed place has none; an exception wins over everything else; on public holidays weekly hours do not count
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


# --- May they be set? ----------------------------------------------------------


class ClosesBeforeItOpens(RuleViolation):
    title = "Die Sprechzeit endet, bevor sie beginnt."
    field = "hours"


class HoursOverlap(RuleViolation):
    title = "Zwei Sprechzeiten derselben Art überschneiden sich."
    field = "hours"


class UnknownContactKind(RuleViolation):
    title = "Diese Kontaktart gibt es nicht."
    field = "hours"


class WrongWeekday(RuleViolation):
    title = "Der Wochentag der Sprechzeit passt nicht zum Datum."
    field = "hours"


def checked(hours: Sequence[Hours]) -> tuple[Hours, ...]:
    """The hours in order. People may telephone while others come in, so only hours of one kind exclude each other.

    Raises UnknownContactKind, ClosesBeforeItOpens, HoursOverlap.
    """
    for each in hours:
        if each.kind not in contact_kinds():
            raise UnknownContactKind(each.kind)
        if each.closes != MIDNIGHT and each.closes <= each.opens:
            raise ClosesBeforeItOpens(f"{each.opens:%H:%M} bis {each.closes:%H:%M}")
    for before, after in _neighbours(hours):
        if before.closes == MIDNIGHT or after.opens < before.closes:
            raise HoursOverlap(f"{before.opens:%H:%M} und {after.opens:%H:%M}")
    return in_order(hours)


def checked_on(day: dt.date, hours: Sequence[Hours]) -> tuple[Hours, ...]:
    """The hours of one day in order; raises also WrongWeekday."""
    if any(each.weekday != day.isoweekday() for each in hours):
        raise WrongWeekday
    return checked(hours)


def _neighbours(hours: Sequence[Hours]) -> Iterator[tuple[Hours, Hours]]:
    """Hours of one kind that follow each other on the same weekday."""
    ordered = sorted(hours, key=lambda each: (each.kind, each.weekday, each.opens))
    return ((a, b) for a, b in pairwise(ordered) if (a.kind, a.weekday) == (b.kind, b.weekday))
