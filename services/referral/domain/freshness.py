"""Is an entry of the directory still right? After so many days somebody who must know is to be asked again.

What counts is the last assurance; where there never was one, the day the entry was first written. Correcting a
telephone number says nothing about the rest, so a correction puts nothing off.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Freshness:
    """``due``: the day on which it is to be assured again; ``day``: today."""

    assured_on: date | None
    due: date
    day: date

    @property
    def is_due(self) -> bool:
        return self.due <= self.day

    @property
    def days_over(self) -> int:
        """How long it has been due; 0 on the day itself, negative before."""
        return (self.day - self.due).days


def freshness(assured_on: date | None, listed_on: date, assure_days: int, day: date) -> Freshness:
    """``assure_days``: the district's term for the kind of partner."""
    return Freshness(assured_on, (assured_on or listed_on) + timedelta(days=assure_days), day)
