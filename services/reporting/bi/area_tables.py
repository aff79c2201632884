"""Which rows of a table by Sozialraum and year may be shown, so that no small number follows from those that are.

A row is a Sozialraum at the end of a year; its columns are the parts that people are divided into there, each counted
from the start. The sums of the columns over all Sozialräume are known to everybody. A row is shown as a whole or not at
all, and only if

- every part is nobody or at least ``smallest``, and so is what came to it since the year shown next to it, and
- what is left in the hidden rows of that year fits more than one way of sharing it out, also for somebody who reckons
  with the rows shown in other years and with how many are in each hidden row altogether.

Where the second does not hold, the smallest rows that are shown are hidden as well.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

ROUNDS: Final = 12  # bounds hardly ever move longer; stopping early finds less, it never says anything wrong

Row = tuple[int, ...]
Place = tuple[int, str]  # year, Sozialraum
Shown = Mapping[int, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTable:
    """``rows`` by year and Sozialraum, all of one width; ``grows``: no part ever gets smaller from year to year.

    ``open_sums``: the rows whose sum is told elsewhere; a row that is not among them stays hidden. None: no row's is.
    ``limits``: what the sums of others are at most, as far as it follows from elsewhere.
    """

    rows: Mapping[Place, Row]
    years: Sequence[int]
    areas: Sequence[str]
    smallest: int
    grows: bool = True
    open_sums: frozenset[Place] | None = None
    limits: Mapping[Place, int] = field(default_factory=dict)
    _width: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_width", len(next(iter(self.rows.values()), ())))

    def shown(self, hidden: frozenset[Place] = frozenset()) -> Shown:
        """The Sozialräume whose row may be shown, by year; those in ``hidden`` stay so."""
        banned = set(hidden) if self.open_sums is None else {*hidden, *(self.rows.keys() - self.open_sums)}
        while True:
            found = self._without(banned)
            follows = self._follows(found)
            guilty = [year for year in self.years if year in follows or self._is_left_alone(year, found)]
            more = {place for year in guilty for place in self._to_hide(year, found)}
            if not more:
                return found
            banned |= more

    def _to_hide(self, year: int, found: Shown) -> frozenset[Place]:
        """The smallest rows of that year; where none is shown, the smallest of those next to it in time."""
        if found[year]:
            return self.least({(year, area) for area in found[year]})
        return self.least(
            {(other, area) for area in self.areas for other in self._shown_next_to(year, area, found) if other}
        )

    def betrayed(self, found: Shown) -> set[int]:
        """The years in which a small number is known although no row is shown: by the sums of rows told elsewhere."""
        return {year for year in self._follows(found) if not found[year]}

    def most(self, found: Shown) -> Mapping[Place, int]:
        """How many people are in each row at most, by what is shown of its parts."""
        return {place: sum(numbers) for place, numbers in self._bounds(found).high.items()}

    def _without(self, banned: "set[Place]") -> dict[int, frozenset[str]]:
        by_area = {area: set(self._years_of(area, banned)) for area in self.areas}
        return {year: frozenset(area for area in self.areas if year in by_area[area]) for year in self.years}

    def _years_of(self, area: str, banned: "set[Place]") -> Iterator[int]:
        """From the last year backwards: what is newest is worth most."""
        later: Row | None = None
        for year in reversed(self.years):
            row = self.rows[year, area]
            if (
                (year, area) not in banned
                and self._is_safe(row)
                and (later is None or self._is_safe(_less(later, row)))
            ):
                yield year
                later = row

    def _is_safe(self, row: Row) -> bool:
        return not any(map(self._is_small, row))

    def _is_small(self, number: int) -> bool:
        return 0 < abs(number) < self.smallest

    def least(self, places: Collection[Place]) -> frozenset[Place]:
        """The smallest of these rows: hiding them costs least. All that are alike: which one was picked would tell."""
        smallest = min((sum(self.rows[place]) for place in places), default=0)
        return frozenset(place for place in places if sum(self.rows[place]) == smallest)

    def _is_left_alone(self, year: int, found: Shown) -> bool:
        """Whether what the hidden rows have together is too little, or of one row only."""
        hidden = [area for area in self.areas if area not in found[year]]
        if not found[year]:
            return False
        if self._width == 1 and self._left(year, self.areas) == [len(self.areas)]:
            return True  # one each looks like no other way of sharing it out, unless all of them are hidden
        return bool(hidden) and any(total and self._is_told(total, len(hidden)) for total in self._left(year, hidden))

    def _left(self, year: int, hidden: Sequence[str]) -> list[int]:
        """What the hidden rows have together, by column."""
        return [sum(self.rows[year, area][column] for area in hidden) for column in range(self._width)]

    def _is_told(self, total: int, hidden: int) -> bool:
        """Too few altogether, or all of it in one row; alone in its column, a hidden number is known to be small."""
        if hidden == 1 or total < self.smallest:
            return True
        return self._width == 1 and total in {hidden, hidden * (self.smallest - 1)}

    # --- what somebody can reckon -----------------------------------------------------

    def _follows(self, found: Shown) -> set[int]:
        """The years in which bounds leave one value only for a number that is small, or that little came to."""
        numbers = self._bounds(found)
        hidden = [(year, area) for year in self.years for area in self.areas if area not in found[year]]
        pinned = [(place, column) for place in hidden for column in numbers.pinned(place)]
        return {place[0] for place, column in pinned if self._is_delicate(*place, column, found)} | {
            year for before, year in pairwise(self.years) if self._came_is_pinned(before, year, numbers)
        }

    def _bounds(self, found: Shown) -> "Bounds":
        """Rows that are shown as they are; the others by the sums of columns and rows, and from year to year."""
        width, told = self._width, self.open_sums or frozenset()
        bounds = Bounds({}, {})
        lines: list[Line] = []
        for year in self.years:
            hidden = [area for area in self.areas if area not in found[year]]
            left = self._left(year, hidden)
            for area in self.areas:
                row, most = self.rows[year, area], self._sum_at_most(year, area)
                bounds.low[year, area] = [0] * width if area in hidden else list(row)
                bounds.high[year, area] = [min(each, most) for each in left] if area in hidden else list(row)
            lines += [Line([((year, area), column) for area in hidden], left[column]) for column in range(width)]
            lines += [
                Line([((year, area), column) for column in range(width)], sum(self.rows[year, area]))
                for area in hidden
                if (year, area) in told
            ]
        for _ in range(ROUNDS):
            changed = [line for line in lines if bounds.tighten(line)]
            if not self._carry(bounds) and not changed:
                break
        return bounds

    def _carry(self, bounds: "Bounds") -> bool:
        """People only become more from year to year; whether that changed a bound."""
        if not self.grows:
            return False
        changed = False
        for before, after in pairwise(self.years):
            for area in self.areas:
                changed |= bounds.order((before, area), (after, area))
        return changed

    def _came_is_pinned(self, before: int, year: int, numbers: "Bounds") -> bool:
        """Whether what came to a Sozialraum in between follows, and is little."""
        if not self.grows or self.open_sums is None:
            return False
        bounds, lines = Bounds({}, {}), []
        came = {area: _less(self.rows[year, area], self.rows[before, area]) for area in self.areas}
        for area in self.areas:
            row = came[area]
            is_told = {(year, area), (before, area)} <= self.open_sums
            most = sum(row) if is_told else self._sum_at_most(year, area)
            low, high = numbers.between((before, area), (year, area))
            bounds.low[year, area] = [max(0, each) for each in low]
            bounds.high[year, area] = [min(each, most) for each in high]
            if is_told:
                lines.append(Line([((year, area), column) for column in range(self._width)], sum(row)))
        for column in range(self._width):
            total = sum(row[column] for row in came.values())
            lines.append(Line([((year, area), column) for area in self.areas], total))
        for _ in range(ROUNDS):
            if not [line for line in lines if bounds.tighten(line)]:
                break
        return any(self._is_small(came[area][column]) for area in self.areas for column in bounds.pinned((year, area)))

    def _is_delicate(self, year: int, area: str, column: int, found: Shown) -> bool:
        number = self.rows[year, area][column]
        near = [self.rows[other, area][column] for other in self._shown_next_to(year, area, found) if other is not None]
        return self._is_small(number) or any(self._is_small(number - other) for other in near)

    def _shown_next_to(self, year: int, area: str, found: Shown) -> tuple[int | None, int | None]:
        before = [other for other in self.years if other < year and area in found[other]]
        after = [other for other in self.years if other > year and area in found[other]]
        return (before[-1] if before else None, after[0] if after else None)

    def _sum_at_most(self, year: int, area: str) -> int:
        """How many are in that row altogether at most, as far as sums tell: people only become more."""
        told = self.open_sums or frozenset()
        later = [each for each in self.years if each >= year] if self.grows or told else [year]
        return min(self._sum_known(each, area, told) for each in later)

    def _sum_known(self, year: int, area: str, told: frozenset[Place]) -> int:
        """The sum of the row, or of all rows of that year whose sum is not told."""
        if (year, area) in told:
            return sum(self.rows[year, area])
        untold = sum(sum(self.rows[year, other]) for other in self.areas if (year, other) not in told)
        return min(untold, self.limits.get((year, area), untold))


class Line(NamedTuple):
    """Numbers, each a place and a column, that add up to ``total``."""

    numbers: Sequence[tuple[Place, int]]
    total: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What numbers are at least and at most; a list of the columns for every place."""

    low: dict[Place, list[int]]
    high: dict[Place, list[int]]

    def pinned(self, place: Place) -> list[int]:
        """The columns of which only one value is possible."""
        return [column for column, least in enumerate(self.low[place]) if least >= self.high[place][column]]

    def between(self, before: Place, after: Place) -> tuple[list[int], list[int]]:
        """What came in between, at least and at most."""
        low = [after - before for after, before in zip(self.low[after], self.high[before], strict=True)]
        high = [after - before for after, before in zip(self.high[after], self.low[before], strict=True)]
        return low, high

    def tighten(self, line: Line) -> bool:
        """One round over numbers that add up; whether it changed a bound."""
        least = sum(self.low[place][column] for place, column in line.numbers)
        most = sum(self.high[place][column] for place, column in line.numbers)
        changed = False
        for place, column in line.numbers:
            low, high = self.low[place][column], self.high[place][column]
            self.low[place][column] = max(low, line.total - (most - high))
            self.high[place][column] = min(high, line.total - (least - low))
            changed |= (low, high) != (self.low[place][column], self.high[place][column])
        return changed

    def order(self, before: Place, after: Place) -> bool:
        """No number gets smaller from one place to the other; whether that changed a bound."""
        low = [max(pair) for pair in zip(self.low[before], self.low[after], strict=True)]
        high = [min(pair) for pair in zip(self.high[before], self.high[after], strict=True)]
        changed = low != self.low[after] or high != self.high[before]
        self.low[after], self.high[before] = low, high
        return changed


def _less(later: Row, row: Row) -> Row:
    return tuple(after - before for after, before in zip(later, row, strict=True))
