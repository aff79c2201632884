"""How values read in German: days, times, numbers, money."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from services.kernel.ids import uuid7
from services.kernel.money import euros
from services.kernel.times import BERLIN

NOTHING: Final = "–"
WEEKDAYS: Final = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def day(value: date | str | None) -> str:
    """``2026-03-02`` -> ``02.03.2026``."""
    found = _as_date(value)
    return NOTHING if found is None else found.strftime("%d.%m.%Y")


def weekday(value: date | str | None) -> str:
    """``2026-03-02`` -> ``Mo, 02.03.2026``."""
    found = _as_date(value)
    return NOTHING if found is None else f"{WEEKDAYS[found.weekday()]}, {day(found)}"


def clock(value: datetime | str | None) -> str:
    """A moment, as the clock in Germany shows it: ``14:30``."""
    found = _as_moment(value)
    return NOTHING if found is None else found.strftime("%H:%M")


def moment(value: datetime | str | None) -> str:
    """``02.03.2026, 14:30 Uhr``."""
    found = _as_moment(value)
    return NOTHING if found is None else found.strftime("%d.%m.%Y, %H:%M Uhr")


def entered(value: str) -> str:
    """A moment as a field of the browser takes it: German local time, milliseconds at most.

    Rounded up, so that it still holds whatever was known at that very moment. What is no moment stays as it was typed.
    """
    try:
        found = datetime.fromisoformat(value)
        local = found.astimezone(BERLIN).replace(tzinfo=None) if found.tzinfo else found
        local += timedelta(microseconds=-local.microsecond % 1000)
    except (ValueError, OverflowError):
        return value
    return local.isoformat(timespec="milliseconds" if local.microsecond else "seconds" if local.second else "minutes")


def number(value: float | None) -> str:
    """``1234`` -> ``1.234``; ``0.5`` -> ``0,5``."""
    if value is None:
        return NOTHING
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


def new_command_key() -> str:
    """The idempotency key of a form, made when it is shown."""
    return str(uuid7())


def _as_date(value: date | str | None) -> date | None:
    if not value:
        return None
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _as_moment(value: datetime | str | None) -> datetime | None:
    """Without a zone it is already local time."""
    if not value:
        return None
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.astimezone(BERLIN) if found.tzinfo else found.replace(tzinfo=BERLIN)


FILTERS: Final[Mapping[str, Callable[[Any], str]]] = {
    "day": day,
    "weekday": weekday,
    "clock": clock,
    "moment": moment,
    "entered": entered,
    "number": number,
    "euros": euros,
}
