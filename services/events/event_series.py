"""The days of a series: weekly, every two weeks or monthly until a day, on public holidays only if wished."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, Literal

from services.kernel.deciders import RuleViolation
from services.kernel.public_holidays import public_holiday

Rhythm = Literal["weekly", "biweekly", "monthly"]
MOST_DAYS: Final = 60
WEEKS: Final[dict[Rhythm, int]] = {"weekly": 1, "biweekly": 2}


class NoDays(RuleViolation):
    title = "Bis zu diesem Tag gibt es keinen weiteren Termin."
    field = "until"


class TooManyDays(RuleViolation):
    title = f"Bitte höchstens {MOST_DAYS} Termine auf einmal anlegen."
    field = "until"


def days_of(first: date, rhythm: Rhythm, until: date, *, holidays: bool) -> list[date]:
    """The days after ``first`` until ``until``, both local; ``holidays``: also on public holidays of Thuringia.

    Raises NoDays, TooManyDays.
    """
    found = [day for day in _after(first, rhythm, until) if holidays or public_holiday(day) is None]
    if not found:
        raise NoDays
    if len(found) > MOST_DAYS:
        raise TooManyDays
    return found


def _after(first: date, rhythm: Rhythm, until: date) -> Iterator[date]:
    if rhythm == "monthly":
        yield from _monthly(first, until)
        return
    step = timedelta(weeks=WEEKS[rhythm])
    day = first + step
    while day <= until:
        yield day
        day += step


def _monthly(first: date, until: date) -> Iterator[date]:
    """The same weekday of each month, such as the second Tuesday; a month without a fifth one has none."""
    nth = (first.day - 1) // 7
    year, month = first.year, first.month
    while (year, month) < (until.year, until.month):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        offset = (first.weekday() - date(year, month, 1).weekday()) % 7
        number = 1 + offset + 7 * nth
        if number <= calendar.monthrange(year, month)[1] and date(year, month, number) <= until:
            yield date(year, month, number)
