"""Small counts are hidden, and so much beside them that nobody finds them by subtracting.

A table counts everybody once: rows are answers, columns are groups (Sozialräume, or languages). What is told of it:
how many there are in all, in each group, with each answer, and the cells; everybody can add and subtract these. A count
from 1 to ``smallest`` - 1 is *small* and must not be found. Three steps, each safe by itself:

1. Groups that are small are put together, with the next smallest one if they are still few: what is left after
   subtracting all other groups is one of at least ``smallest``. Answers likewise, at least two of them: within them
   each count may be anything from 0 to their sum.
2. A small cell of what remains is hidden.
3. Beside it three others are hidden that form a rectangle with it, the two neighbours not empty: one more here and
   there, one less in the two neighbours gives another table of which exactly the same is told. Such a rectangle always
   exists: row and column hold at least ``smallest``, the cell holds less, so both hold something elsewhere.

Two tables of the same answers (by Sozialraum, by language) share no more than the sums of their rows, and step 3
changes none of these; so one does not give the other away. That is also why the two are never crossed.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

Counts = Sequence[Sequence[int]]  # [row][column], everybody once


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told. ``rows`` and ``columns``: which of the table's own were put together, singles as they are.

    ``cells`` [row][column] and ``row_sums`` are those of ``rows`` and ``columns``; None is hidden.
    """

    total: int
    rows: tuple[tuple[int, ...], ...]
    columns: tuple[tuple[int, ...], ...]
    row_sums: tuple[int, ...]
    column_sums: tuple[int, ...]
    cells: tuple[tuple[int | None, ...], ...]

    def is_whole(self, column: int) -> bool:
        """Whether every answer of that column is told, none put together."""
        return all(len(row) == 1 for row in self.rows) and all(row[column] is not None for row in self.cells)


def told(counts: Counts, smallest: int) -> Told | None:
    """What may be told of a table; None: nothing at all, as it counts fewer than ``smallest``."""
    total = sum(map(sum, counts))
    if total < smallest:
        return None
    rows = together([sum(row) for row in counts], smallest, fewest=2)
    columns = together([sum(column) for column in zip(*counts, strict=True)], smallest)
    merged = [[sum(counts[i][j] for i in row for j in column) for column in columns] for row in rows]
    hidden = _hidden(merged, smallest)
    return Told(
        total=total,
        rows=rows,
        columns=columns,
        row_sums=tuple(sum(row) for row in merged),
        column_sums=tuple(sum(column) for column in zip(*merged, strict=True)),
        cells=tuple(
            tuple(None if (i, j) in hidden else value for j, value in enumerate(row)) for i, row in enumerate(merged)
        ),
    )


def together(sums: Sequence[int], smallest: int, *, fewest: int = 1) -> tuple[tuple[int, ...], ...]:
    """Places of a margin: each by itself, in order, and at the end those put together because some are small.

    What is put together counts at least ``smallest`` and is at least ``fewest`` places; the whole counts no less.
    """
    rest = [place for place, value in enumerate(sums) if 0 < value < smallest]
    others = sorted((place for place, value in enumerate(sums) if value >= smallest), key=lambda place: sums[place])
    while rest and (sum(sums[place] for place in rest) < smallest or len(rest) < fewest):
        rest.append(others.pop(0))
    singles = tuple((place,) for place in range(len(sums)) if place not in rest)
    return (*singles, tuple(sorted(rest))) if rest else singles


def _hidden(table: Counts, smallest: int) -> set[tuple[int, int]]:
    """The small cells, and a rectangle around each."""
    small = [(i, j) for i, row in enumerate(table) for j, value in enumerate(row) if 0 < value < smallest]
    hidden = set(small)
    for i, j in small:
        corners = [
            {(i, other_j), (other_i, j), (other_i, other_j)}
            for other_i in range(len(table))
            for other_j in range(len(table[i]))
            if other_i != i and other_j != j and table[i][other_j] and table[other_i][j]
        ]
        hidden |= min(corners, key=lambda three: _loss(table, three - hidden))
    return hidden


def _loss(table: Counts, cells: AbstractSet[tuple[int, int]]) -> tuple[int, int]:
    """How much more would be hidden: cells, then people."""
    return len(cells), sum(table[i][j] for i, j in cells)
