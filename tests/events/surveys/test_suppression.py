"""Minimum cell size: whatever somebody adds and subtracts, a small count is not found."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.events.domain.suppression import Counts, Told, together, told

SMALLEST = 3
Table = tuple[tuple[int, ...], ...]


def tables(rows: int, columns: int, most: int) -> st.SearchStrategy[Table]:
    row = st.tuples(*[st.integers(0, most)] * columns)
    return st.tuples(*[row] * rows)


def of_any_shape(most: int) -> st.SearchStrategy[Table]:
    shapes = st.sampled_from([(2, 1), (3, 1), (2, 2), (2, 3), (3, 2)])
    return shapes.flatmap(lambda shape: tables(*shape, most))


def seen(table: Counts, known: Told) -> object:
    """What an attacker reads off for a table, if these rows and columns are put together and these cells hidden."""
    merged = [[sum(table[i][j] for i in row for j in column) for column in known.columns] for row in known.rows]
    cells = [
        None if known.cells[i][j] is None else value for i, row in enumerate(merged) for j, value in enumerate(row)
    ]
    return cells, [sum(row) for row in merged], [sum(column) for column in zip(*merged, strict=True)]


def partitions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in partitions(total - first, parts - 1):
            yield (first, *rest)


def all_that_look_alike(table: Table, known: Told) -> Iterator[Table]:
    """Every table of as many people of which exactly the same is told."""
    columns = len(table[0])
    same = seen(table, known)
    for flat in partitions(sum(map(sum, table)), len(table) * columns):
        other = tuple(flat[start : start + columns] for start in range(0, len(flat), columns))
        if seen(other, known) == same:
            yield other


def margins_of_filters(table: Table) -> list[int]:
    """Every count behind any filter: cells, answers in all, groups."""
    return [
        *(cell for row in table for cell in row),
        *(sum(row) for row in table),
        *(sum(column) for column in zip(*table, strict=True)),
    ]


@settings(max_examples=150, deadline=None)
@given(of_any_shape(most=4).filter(lambda table: SMALLEST <= sum(map(sum, table)) <= 10))
def test_brute_force_finds_no_small_count(table: Table) -> None:
    """All tables that look alike are written down: no small count is the same in all of them, nor any difference."""
    known = told(table, SMALLEST)
    assert known is not None
    alike = [margins_of_filters(each) for each in all_that_look_alike(table, known)]
    truth = margins_of_filters(table)
    for place, count in enumerate(truth):
        if 0 < count < SMALLEST:
            assert len({each[place] for each in alike}) > 1, f"{count} at {place} is found"


@settings(max_examples=300, deadline=None)
@given(tables(4, 3, 12).filter(lambda table: sum(map(sum, table)) >= 5), st.integers(3, 6))
def test_no_two_filters_differ_by_a_small_count(table: Table, smallest: int) -> None:
    """What is left of all, of a group or of an answer after subtracting any of what is told below it is never small
    by itself: it is nothing, or more than one hidden count, or at least the smallest."""
    known = told(table, smallest)
    if known is None:
        return
    for row, total in zip(known.cells, known.row_sums, strict=True):
        _expect_safe_rest(row, total, smallest)
    for number, total in enumerate(known.column_sums):
        _expect_safe_rest([row[number] for row in known.cells], total, smallest)
    assert all(value == 0 or value >= smallest for value in (*known.row_sums, *known.column_sums))
    assert all(value is None or value == 0 or value >= smallest for row in known.cells for value in row)


def _expect_safe_rest(cells: Sequence[int | None], total: int, _smallest: int) -> None:
    hidden = sum(value is None for value in cells)
    rest = total - sum(value for value in cells if value is not None)
    assert hidden != 1
    assert rest == 0 if hidden == 0 else rest >= 1


@given(tables(3, 3, 4), st.integers(3, 6))
def test_fewer_than_the_smallest_group_are_told_nothing_of(table: Table, smallest: int) -> None:
    assert (told(table, smallest) is None) == (sum(map(sum, table)) < smallest)


def test_a_table_without_small_counts_is_told_as_it_is() -> None:
    known = told([[5, 6], [7, 0]], 5)

    assert known is not None
    assert known.cells == ((5, 6), (7, 0))
    assert known.is_whole(0)


def test_a_hidden_cell_takes_a_rectangle_along() -> None:
    known = told([[2, 8, 9], [9, 7, 9], [9, 9, 6]], 5)

    assert known is not None
    assert known.cells == ((None, None, 9), (None, None, 9), (9, 9, 6))
    assert not known.is_whole(0)
    assert known.is_whole(2)


@pytest.mark.parametrize(
    ("sums", "fewest", "expected"),
    [
        ([5, 5], 1, ((0,), (1,))),
        ([5, 2, 9], 1, ((2,), (0, 1))),
        ([2, 9, 3], 1, ((1,), (0, 2))),
        ([0, 6, 7], 2, ((0,), (1,), (2,))),
        ([4, 1, 20], 2, ((2,), (0, 1))),
        ([20, 1, 0], 1, ((2,), (0, 1))),
    ],
)
def test_what_is_small_is_put_together(sums: list[int], fewest: int, expected: tuple[tuple[int, ...], ...]) -> None:
    assert together(sums, 5, fewest=fewest) == expected


def test_every_small_table_there_is_holds() -> None:
    """Not by chance: all two by two tables with counts up to three."""
    for a, b, c, d in product(range(4), repeat=4):
        table = ((a, b), (c, d))
        known = told(table, SMALLEST)
        if known is None:
            continue
        alike = [margins_of_filters(each) for each in all_that_look_alike(table, known)]
        for place, count in enumerate(margins_of_filters(table)):
            assert not 0 < count < SMALLEST or len({each[place] for each in alike}) > 1, table
