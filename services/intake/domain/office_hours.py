"""Does a contact lie within the office hours of its site? A remark where it does not, never a refusal."""

from collections.abc import Iterator, Sequence
from datetime import time
from typing import Final, NamedTuple

from services.contracts.districts import Hours
from services.contracts.office_hours import contains

# Whoever calls, writes or goes to people does so at any hour.
AT_OFFICE_HOURS: Final = frozenset({"sprechstunde", "aussensprechstunde"})
NOBODY_THERE: Final = "An diesem Tag hat der Standort keine Sprechzeit."
OTHER_HOURS: Final = "Der Beginn liegt außerhalb der Sprechzeiten dieses Tages."


class Hint(NamedTuple):
    """Something implausible that was stored all the same."""

    field: str
    text: str


def outside_hours(kind: str | None, starts_at: time | None, hours: Sequence[Hours] | None) -> Iterator[Hint]:
    """``hours``: those of the site on the contact's day; None: nobody said any."""
    if kind not in AT_OFFICE_HOURS or hours is None:
        return
    if not hours:
        yield Hint("date", NOBODY_THERE)
    elif starts_at is not None and not any(contains(each, starts_at) for each in hours):
        yield Hint("starts_at", OTHER_HOURS)
