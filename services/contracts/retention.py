"""Until when the documents of an operation are kept: Regulation (EU) 2021/1060, Article 82; for both services."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.contracts.districts import HoldEffect

SOURCE: Final = "Verordnung (EU) 2021/1060, Artikel 82 Absatz 1"
KEPT_YEARS: Final = 5


def kept_until(year_of_last_payment: int) -> date:
    """31 December, five years after the year of the last payment of the managing authority."""
    return date(year_of_last_payment + KEPT_YEARS, 12, 31)


@dataclass(frozen=True, slots=True)
class Hold:
    """Legal proceedings or a request of the Commission; ``lifted`` None: it goes on."""

    placed: date
    lifted: date | None
    effect: HoldEffect


@dataclass(frozen=True, slots=True)
class Retention:
    """``until``: the last day on which everything must be kept; None: the last payment has not come.

    ``is_held``: no day is the last one as long as the hold goes on.
    """

    until: date | None
    is_held: bool = False

    def is_over(self, day: date) -> bool:
        """Whether the duty to keep has ended before that day."""
        return self.until is not None and not self.is_held and self.until < day


def retention(year_of_last_payment: int | None, holds: Iterable[Hold] = ()) -> Retention:
    """What holds do to the period, in the order in which they were lifted (Article 82(2))."""
    ordered = sorted(holds, key=lambda hold: (hold.lifted or date.max, hold.placed))
    is_held = any(hold.lifted is None for hold in ordered)
    if year_of_last_payment is None:
        return Retention(None, is_held)
    until = kept_until(year_of_last_payment)
    for hold in ordered:
        if hold.lifted is not None and hold.placed <= until:
            until = (
                max(until, kept_until(hold.lifted.year))
                if hold.effect == "restarts"
                else until + (hold.lifted - hold.placed)
            )
    return Retention(until, is_held)
