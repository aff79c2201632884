"""Days on which the invented contact points are open."""

from datetime import date, timedelta
from random import Random
from typing import Final

SATURDAY: Final = 5


def open_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def chance(rng: Random, percent: int) -> bool:
    """True in so many of a hundred cases."""
    return rng.random() * 100 < percent


def later_half(rng: Random, first: date, last: date) -> date:
    """A day in the period; later days are likelier, for the offer became known bit by bit."""
    span = (last - first).days
    return max(first, open_day(first + timedelta(days=round(span * rng.random() ** 0.7))))
