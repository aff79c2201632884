"""Office hours as people write them: ``Mo 09:00-12:00`` or ``Do 14:00-24:00 telefon``; in a form a line a weekday."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Final

from services.contracts.districts import Hours
from services.contracts.office_hours import MIDNIGHT
from services.contracts.vocabularies import contact_kinds

WEEKDAYS: Final = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
OPENS_PATTERN: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
CLOSES_PATTERN: Final = r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
HOURS: Final = re.compile(
    r"(?:(?P<weekday>Mo|Di|Mi|Do|Fr|Sa|So) )?"
    r"(?P<opens>([01][0-9]|2[0-3]):[0-5][0-9])-(?P<closes>([01][0-9]|2[0-3]):[0-5][0-9]|24:00)"
    r"(?: (?P<kind>[a-z_]+))?",
    re.ASCII,
)
USUAL_KIND: Final = "sprechstunde"


class HoursUnreadable(ValueError):
    """A text that is no office hours; the message is German."""


def read_hours(text: str, day: dt.date | None = None) -> Hours:
    """``Mo 09:00-12:00 [Kontaktart]``; on a given day without the weekday. Raises HoursUnreadable."""
    found = HOURS.fullmatch(text.strip())
    if found is None or (found["weekday"] is None) != (day is not None):
        wanted = "09:00-12:00" if day else "Mo 09:00-12:00"
        raise HoursUnreadable(
            f"„{text}“ ist keine Sprechzeit. Erwartet wird zum Beispiel {wanted} oder {wanted} telefon."
        )
    weekday = WEEKDAYS.index(found["weekday"]) + 1 if day is None else day.isoweekday()
    return hours_of(weekday, found["opens"], found["closes"], found["kind"] or USUAL_KIND)


def hours_of(weekday: int, opens: str, closes: str, kind: str) -> Hours:
    """Of texts that match the patterns above; 24:00 is midnight at the day's end."""
    end = MIDNIGHT if closes == "24:00" else dt.time.fromisoformat(closes)
    return Hours(weekday=weekday, opens=dt.time.fromisoformat(opens), closes=end, kind=kind)


def opens_text(hours: Hours) -> str:
    return f"{hours.opens:%H:%M}"


def closes_text(hours: Hours) -> str:
    return "24:00" if hours.closes == MIDNIGHT else f"{hours.closes:%H:%M}"


def hours_text(hours: Hours) -> str:
    """The inverse of :func:`read_hours` with a weekday."""
    return f"{WEEKDAYS[hours.weekday - 1]} {opens_text(hours)}-{closes_text(hours)} {hours.kind}"


def read_line(text: str, weekday: int) -> list[Hours]:
    """``09:00-12:00, 14:00-18:00 telefon`` on one weekday (1 is Monday); empty is none. Raises HoursUnreadable."""
    parts = (part.strip() for part in text.replace("–", "-").split(","))
    return [_known(read_hours(f"{WEEKDAYS[weekday - 1]} {part}")) for part in parts if part]


def _known(hours: Hours) -> Hours:
    if hours.kind not in contact_kinds():
        raise HoursUnreadable(f"„{hours.kind}“ ist keine Kontaktart. Möglich: {', '.join(contact_kinds())}.")
    return hours


def as_typed(hours: Sequence[Hours]) -> Mapping[str, str]:
    """Weekday (``Mo``) -> ``09:00-12:00, 14:00-18:00 telefon``."""
    lines: dict[str, list[str]] = {}
    for each in sorted(hours, key=lambda one: (one.weekday, one.opens)):
        kind = "" if each.kind == USUAL_KIND else f" {each.kind}"
        lines.setdefault(WEEKDAYS[each.weekday - 1], []).append(f"{opens_text(each)}-{closes_text(each)}{kind}")
    return {day: ", ".join(found) for day, found in lines.items()}
