"""Public holidays of Thuringia, from the calendar library that follows the laws year by year."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType


def public_holiday(day: date) -> str | None:
    """The German name of the holiday that falls on this day in all of Thuringia; None on other days."""
    return _holidays_of(day.year).get(day)


@cache
def _holidays_of(year: int) -> Mapping[date, str]:
    from holidays.countries.germany import Germany  # noqa: PLC0415 - loads slowly, and few commands need it

    return MappingProxyType(dict(Germany(subdiv="TH", language="de", years=year)))
