"""The calendar rules of the reports, spelled out the slow way."""

import re
from calendar import monthrange
from datetime import date, timedelta

EXIT_DAYS = 28
FOLLOWUP_FROM_MONTHS = 6
FOLLOWUP_TO_MONTHS = 9
LONG_TERM_MONTHS = 12

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_GERMAN = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")


def parse_date(text: str) -> date | None:
    """Read YYYY-MM-DD or TT.MM.JJJJ; anything else is no date."""
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
    elif german := _GERMAN.fullmatch(text):
        day, month, year = german.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, clamped to the month's end."""
    count = day.year * 12 + (day.month - 1) + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def birthday(birth: date, year: int) -> date:
    """The day a year is completed; who was born on 29 February has it on 1 March of a common year."""
    if (birth.month, birth.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1)
    return date(year, birth.month, birth.day)


def completed_years(birth: date, day: date) -> int:
    """Age in completed years on that day."""
    years = day.year - birth.year
    if day < birthday(birth, day.year):
        return years - 1
    return years


def exit_window(exit_day: date) -> tuple[date, date]:
    """First and last day on which an exit status is read."""
    return exit_day, exit_day + timedelta(days=EXIT_DAYS)


def followup_window(exit_day: date) -> tuple[date, date]:
    """First and last day on which a followup status is read."""
    first = add_months(exit_day, FOLLOWUP_FROM_MONTHS)
    last = add_months(exit_day, FOLLOWUP_TO_MONTHS)
    return first, last


def window(kind: str, exit_day: date) -> tuple[date, date]:
    """The window of that kind of status."""
    if kind == "exit":
        return exit_window(exit_day)
    return followup_window(exit_day)


def is_long_term(since: date, entry: date) -> bool:
    """Twelve calendar months of unemployment are over on or before the entry."""
    return add_months(since, LONG_TERM_MONTHS) <= entry


def previous_reporting_date(as_of: date) -> date:
    """The last 30 June or 31 December strictly before that day."""
    day = as_of - timedelta(days=1)
    while (day.month, day.day) not in {(6, 30), (12, 31)}:
        day -= timedelta(days=1)
    return day
