"""Calendar arithmetic as the catalogue needs it: completed years, and months clamped to the month's end."""

from calendar import monthrange
from datetime import date
from typing import Final

JUNE: Final = 6


def completed_years(birth: date, on: date) -> int:
    """Age in completed years; who was born on 29 February completes a year on 1 March of a common year."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def months_after(start: date, months: int) -> date:
    """``months`` calendar months later, clamped to the month's end (31 August + 6 = 28 or 29 February)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def previous_reporting_date(as_of: date) -> date:
    """The last 30 June or 31 December strictly before ``as_of``."""
    if as_of > date(as_of.year, JUNE, 30):
        return date(as_of.year, JUNE, 30)
    return date(as_of.year - 1, 12, 31)
