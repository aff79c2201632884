"""Nobody is found by somebody who knows the sums and by which rule rows are hidden: every small table is tried."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import pytest

from services.reporting.bi.area_tables import AreaTable
from services.reporting.bi.small_rows import told

AREAS: Final = ("mitte", "nord", "ost", "west")
SUMS: Final = {2: 17, 3: 15, 4: 10}

Rule = Callable[[Sequence[int], int], frozenset[str]]


def of_a_line(numbers: Sequence[int], smallest: int) -> frozenset[str]:
    return told(dict(zip(AREAS, numbers, strict=False)), smallest)


def of_a_table(numbers: Sequence[int], smallest: int) -> frozenset[str]:
    areas = AREAS[: len(numbers)]
    rows = {(2026, area): (number,) for area, number in zip(areas, numbers, strict=True)}
    return AreaTable(rows=rows, years=[2026], areas=areas, smallest=smallest).shown()[2026]


def ways(total: int, rows: int, least: int) -> Iterator[tuple[int, ...]]:
    """All ways of sharing a sum out."""
    if rows == 1:
        yield (total,)
        return
    for number in range(least, total - least * (rows - 1) + 1):
        yield from ((number, *rest) for rest in ways(total - number, rows - 1, least))


def found(rule: Rule, rows: int, total: int, smallest: int, least: int) -> list[tuple[int, ...]]:
    """The ways that give away a small number: all ways that look alike have the same there."""
    alike = defaultdict(list)
    for way in ways(total, rows, least):
        shown = rule(way, smallest)
        seen = tuple(number if area in shown else None for area, number in zip(AREAS, way, strict=False))
        alike[seen].append(way)
    return [
        same[0]
        for seen, same in alike.items()
        for place, number in enumerate(seen)
        if number is None and 0 < same[0][place] < smallest and len({way[place] for way in same}) == 1
    ]


@pytest.mark.parametrize("smallest", [3, 4, 5, 6])
@pytest.mark.parametrize("rows", SUMS)
def test_no_small_number_of_a_line_follows_from_its_sum_and_the_rule(rows: int, smallest: int) -> None:
    """Only counts above nothing are rows; one each in every row is what a sum as small as that says by itself."""
    assert [way for total in range(rows + 1, SUMS[rows]) for way in found(of_a_line, rows, total, smallest, 1)] == []


@pytest.mark.parametrize("smallest", [3, 4, 5, 6])
@pytest.mark.parametrize("rows", SUMS)
def test_no_small_number_of_a_table_follows_from_its_sum_and_the_rule(rows: int, smallest: int) -> None:
    assert [way for total in range(1, SUMS[rows]) for way in found(of_a_table, rows, total, smallest, 0)] == []


def test_of_rows_that_are_alike_none_is_picked() -> None:
    """Hiding one of the threes beside the two would say which is the two."""
    assert of_a_line((3, 3, 2), 3) == of_a_table((3, 3, 2), 3) == frozenset()
    assert of_a_line((3, 5, 2), 3) == of_a_table((3, 5, 2), 3) == {"nord"}
