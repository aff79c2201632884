"""Counts of one line over its Sozialräume that may be told, where only counts above nothing are rows at all.

Somebody who knows the line's sum must not learn a hidden number: of what is hidden, more than one way of sharing it out
has to be left, also for somebody who knows that every row is at least 1, and by which rule rows are hidden here.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

L = TypeVar("L", bound=Hashable)


def told(numbers: Mapping[str, int], smallest: int) -> frozenset[str]:
    """The Sozialräume whose count may be told; ``numbers`` are above 0."""
    shown = {area for area, number in numbers.items() if number >= smallest}
    while shown and _gives_away([number for area, number in numbers.items() if area not in shown], smallest):
        least = min(numbers[area] for area in shown)
        shown = {area for area in shown if numbers[area] > least}  # all that are alike: which one was picked would tell
    return frozenset(shown)


def told_lines(counts: Iterable[tuple[L, str, int]], smallest: int) -> frozenset[tuple[L, str]]:
    """The same for many lines at once; a count is (line, Sozialraum, number), those of 0 are left out."""
    lines: defaultdict[L, dict[str, int]] = defaultdict(dict)
    for line, area, number in counts:
        if number:
            lines[line][area] = number
    return frozenset((line, area) for line, numbers in lines.items() for area in told(numbers, smallest))


def _gives_away(hidden: Sequence[int], smallest: int) -> bool:
    if not hidden:
        return False
    total = sum(hidden)
    return len(hidden) == 1 or total < smallest or total in {len(hidden), len(hidden) * (smallest - 1)}
