"""Dates and instants as people write them: Europe/Berlin unless an offset says otherwise."""

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

BERLIN: Final = ZoneInfo("Europe/Berlin")


class NotAnInstant(ValueError):
    """A timestamp that cannot be read or lies in the future; the message is German."""


def now() -> datetime:
    """This instant, UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The calendar day in Europe/Berlin."""
    return datetime.now(BERLIN).date()


def read_instant(text: str) -> datetime:
    """RFC 3339 with or without offset (then Europe/Berlin), as UTC; raises NotAnInstant.

    In the hour that the clocks give twice, a text without offset means the first of the two.
    """
    try:
        instant = datetime.fromisoformat(text.strip().upper())  # RFC 3339 takes "t" and "z" too
    except ValueError:
        raise NotAnInstant(_unreadable(text)) from None
    if len(text.strip()) <= len("2026-12-31"):
        raise NotAnInstant(_unreadable(text))
    aware = instant if instant.tzinfo else instant.replace(tzinfo=BERLIN)
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        raise NotAnInstant(_unreadable(text)) from None


def read_known_at(text: str, at: datetime | None = None) -> datetime:
    """A state of knowledge: an instant that is not in the future; raises NotAnInstant."""
    instant = read_instant(text)
    if instant > (at or now()):
        msg = f"Kenntnisstand {text}: Der Zeitpunkt liegt in der Zukunft."
        raise NotAnInstant(msg)
    return instant


def rfc3339(instant: datetime) -> str:
    """UTC with microseconds and Z, as on the wire."""
    # not strftime: its %Y writes the year 999 with three digits
    return instant.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _unreadable(text: str) -> str:
    return f"„{text}“ ist kein Zeitpunkt. Erwartet wird zum Beispiel 2026-06-30T12:00:00+02:00."
