"""Periods of whole days; both ends included, an open end is None."""

from datetime import date
from typing import NamedTuple

from services.kernel.deciders import RuleViolation


class EndsBeforeStart(RuleViolation):
    title = "Der Zeitraum endet vor seinem Beginn."
    field = "end"


class Period(NamedTuple):
    """From ``start`` to ``end``."""

    start: date
    end: date | None

    def overlaps(self, other: "Period") -> bool:
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)

    def includes(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def until(self, last: date | None) -> "Period":
        """The same, over after ``last`` at the latest; it may end before it starts, then it has no day at all."""
        return Period(self.start, earliest(self.end, last))

    @property
    def is_empty(self) -> bool:
        return self.end is not None and self.end < self.start


def earliest(*ends: date | None) -> date | None:
    """The first of these last days; None while all are open."""
    return min((end for end in ends if end is not None), default=None)


def expect_period(start: date, end: date | None) -> Period:
    """The period; raises EndsBeforeStart."""
    period = Period(start, end)
    if period.is_empty:
        raise EndsBeforeStart
    return period
