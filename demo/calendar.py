"""Days on which the invented contact points are open."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Final, TypeAlias

Opening: TypeAlias = Callable[[date], date]

SATURDAY: Final = 5
# Month and day; those that hang on Easter are counted from it. Public holidays of Thuringia since 2019.
FIXED_HOLIDAYS: Final = frozenset({(1, 1), (5, 1), (9, 20), (10, 3), (10, 31), (12, 25), (12, 26)})
DAYS_AFTER_EASTER: Final = frozenset({-2, 1, 39, 50})


def open_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def working_day(day: date) -> date:
    """The day itself, or the last one before it that is neither on a weekend nor a holiday."""
    while day.weekday() >= SATURDAY or is_holiday(day):
        day -= timedelta(days=1)
    return day


def next_working_day(day: date) -> date:
    """The day itself, or the first one after it that is neither on a weekend nor a holiday."""
    while day.weekday() >= SATURDAY or is_holiday(day):
        day += timedelta(days=1)
    return day


def any_day(day: date) -> date:
    """The day itself: people are rung up on Sundays, too."""
    return day


def is_holiday(day: date) -> bool:
    """Whether Thuringia has a public holiday."""
    return (day.month, day.day) in FIXED_HOLIDAYS or (day - easter(day.year)).days in DAYS_AFTER_EASTER


def easter(year: int) -> date:
    """Easter Sunday, by Gauss's rule as it holds from 1900 to 2099."""
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    days = 22 + moon + sunday
    if (moon, sunday) == (29, 6) or (moon, sunday, year % 19 > 10) == (28, 6, True):
        days -= 7
    return date(year, 3, 1) + timedelta(days=days - 1)


def later_half(rng: Random, period: tuple[date, date], opening: Opening) -> date:
    """A day in the period; later days are likelier, for the offer became known bit by bit."""
    first, last = period
    span = (last - first).days
    return max(first, opening(first + timedelta(days=round(span * rng.random() ** 0.7))))
