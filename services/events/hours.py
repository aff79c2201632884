"""Minutes as people say them: ``2 Stunden 30 Minuten`` on paper, ``2,5`` or ``2:30`` typed into a form."""

import re
from typing import Final

MINUTES_AN_HOUR: Final = 60
CLOCK: Final = re.compile(r"(\d{1,6}):([0-5]\d)", re.ASCII)
DECIMAL: Final = re.compile(r"(\d{1,6})(?:[,.](\d{1,2}))?", re.ASCII)
NOT_HOURS: Final = "Bitte Stunden angeben, zum Beispiel 2,5 oder 2:30."


def minutes_of(typed: str) -> int:
    """``2,5``, ``2.5`` and ``2:30`` are 150, to the nearest minute. Raises ValueError, in German."""
    text = typed.strip()
    if clock := CLOCK.fullmatch(text):
        return int(clock[1]) * MINUTES_AN_HOUR + int(clock[2])
    decimal = DECIMAL.fullmatch(text)
    if decimal is None:
        raise ValueError(NOT_HOURS)
    parts = (decimal[2] or "0").ljust(2, "0")
    return int(decimal[1]) * MINUTES_AN_HOUR + (int(parts) * MINUTES_AN_HOUR + 50) // 100


def in_hours(minutes: int) -> str:
    """``150`` -> ``2 Stunden 30 Minuten``."""
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    words = [_counted(hours, "Stunde", "Stunden"), _counted(rest, "Minute", "Minuten")]
    return " ".join(word for word in words if word) or "0 Minuten"


def short_hours(minutes: int) -> str:
    """``150`` -> ``2:30``, as forms take it and tables show it."""
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    return f"{hours}:{rest:02d}"


def _counted(number: int, one: str, several: str) -> str:
    return "" if number == 0 else f"{number} {one if number == 1 else several}"
