"""Posts planned against posts filled, month by month, in full posts (VZÄ). Pure functions.

A month's figure is the mean over its days: half a post from the 16th of a month of 30 days is a quarter. Nothing is
rounded before it is shown.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from services.districts.domain.funding_state import Funding
from services.districts.domain.periods import Period
from services.districts.domain.posts import days_of

DECEMBER: Final = 12
Part = tuple[Period, int]  # from when to when, and how many hundredths of a post


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """``first_day`` names the month; both in hundredths of a full post, exactly."""

    first_day: date
    planned: Fraction
    filled: Fraction

    @property
    def is_short(self) -> bool:
        return self.filled < self.planned


def staffing(funding: Funding, year: int) -> list[MonthLine]:
    """The months of that calendar year."""
    planned = [(Period(post.first_day, post.last_day), post.hundredths) for post in funding.posts.values()]
    filled = [
        (days_of(each, post), each.hundredths)
        for post in funding.posts.values()
        for each in funding.fillings_of(post.post_id)
    ]
    return [
        MonthLine(first_day=month.start, planned=_mean(planned, month), filled=_mean(filled, month))
        for month in _months(year)
    ]


def filled_on(funding: Funding, day: date) -> Iterator[tuple[str, int, int]]:
    """Each post that exists on that day: its title, its hundredths and how many of them somebody has."""
    for post in funding.posts.values():
        if Period(post.first_day, post.last_day).includes(day):
            has = sum(
                each.hundredths for each in funding.fillings_of(post.post_id) if days_of(each, post).includes(day)
            )
            yield post.title, post.hundredths, has


def rounded(hundredths: Fraction) -> int:
    """To a whole hundredth, halves up: how it is shown."""
    return int(hundredths + Fraction(1, 2))


def _months(year: int) -> Iterator[Period]:
    for month in range(1, DECEMBER + 1):
        yield Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _mean(parts: Iterable[Part], month: Period) -> Fraction:
    assert month.end is not None, "a month ends"
    length = (month.end - month.start).days + 1
    return sum((Fraction(_days(period, month) * hundredths, length) for period, hundredths in parts), Fraction())


def _days(period: Period, month: Period) -> int:
    """How many days of the month lie in the period."""
    within = Period(max(period.start, month.start), month.end).until(period.end)
    return 0 if within.end is None or within.is_empty else (within.end - within.start).days + 1
