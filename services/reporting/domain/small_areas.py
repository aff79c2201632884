"""Numbers of small areas: which may be told, so that nobody is found by them or by subtraction.

Numbers below the threshold are hidden. What is hidden adds up to what the total leaves, which another report tells; so
further numbers are hidden, the smallest first, until what is left over fits more than one way of sharing it out, also
for somebody who takes every hidden number to be below the threshold.
"""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def told(numbers: Mapping[K, int | Decimal], smallest: int) -> frozenset[K]:
    """The areas whose numbers may be told; none of them is below ``smallest``."""
    shown = {area for area, number in numbers.items() if number >= smallest}
    while shown and _give_away([number for area, number in numbers.items() if area not in shown], smallest):
        shown.remove(min(shown, key=lambda area: (numbers[area], str(area))))
    return frozenset(shown)


def _give_away(hidden: Sequence[int | Decimal], smallest: int) -> bool:
    """Whether their sum says what one of them is. Where all are nothing, nobody is found."""
    total = sum(hidden)
    if not total:
        return False
    return len(hidden) == 1 or total == len(hidden) * (smallest - 1)
