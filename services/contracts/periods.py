"""Periods of statistics as text: a year (2025), half of one (2025-H1), quarter (2025-Q3), month (2025-07), or day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

WRITTEN: Final = re.compile(r"([0-9]{4})(?:-H([12])|-Q([1-4])|-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
HALF: Final = 6
QUARTER: Final = 3
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199


class NoPeriod(ValueError):
    """The text names no period; the message is the rule in German."""


@dataclass(frozen=True, slots=True)
class Period:
    """What the text says: the first and the last day, both included."""

    text: str
    first: date
    last: date

    @property
    def order(self) -> tuple[date, date]:
        """By its end; of two that end alike, the shorter one is the later news."""
        return self.last, self.first


def read_period(text: str) -> Period:
    """Raises NoPeriod."""
    said = WRITTEN.fullmatch(text)
    if said is None or not FIRST_YEAR <= int(said[1]) <= LAST_YEAR:
        raise NoPeriod("Ein Zeitraum wird so geschrieben: 2025, 2025-H1, 2025-Q3, 2025-07 oder 2025-07-31.")
    year = int(said[1])
    if said[5]:
        day = _day(year, int(said[4]), int(said[5]))
        return Period(text, day, day)
    first, last = _months(said)
    return Period(text, _day(year, first, 1), _day(year, last, monthrange(year, last)[1]))


def german_period(text: str) -> str:
    """``2025-H1`` -> ``1. Halbjahr 2025``; what is no period stays as it is."""
    said = WRITTEN.fullmatch(text)
    if said is None:
        return text
    year, half, quarter, month, day = said.groups()
    if half:
        return f"{half}. Halbjahr {year}"
    if quarter:
        return f"{quarter}. Quartal {year}"
    if day:
        return f"{day}.{month}.{year}"
    return f"{month}/{year}" if month else year


def _months(said: re.Match[str]) -> tuple[int, int]:
    """The first and the last month."""
    if said[2]:
        return HALF * int(said[2]) - HALF + 1, HALF * int(said[2])
    if said[3]:
        return QUARTER * int(said[3]) - QUARTER + 1, QUARTER * int(said[3])
    if said[4]:
        _day(int(said[1]), int(said[4]), 1)
        return int(said[4]), int(said[4])
    return 1, 12


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoPeriod("Diesen Tag oder Monat gibt es nicht.") from None
