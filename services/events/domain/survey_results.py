"""Results of a survey: counts by answer, in all and by group, with small ones hidden (``suppression``).

They are made once, of everything that was answered before the survey was closed: results of a running survey would tell
by their growth what the last one said.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from services.contracts.events import Asked
from services.events.domain.response_answers import HIGHEST, LOWEST, Values
from services.events.domain.suppression import Told, together, told

Dimension = Literal["sozialraum", "language"]
NOT_SAID: Final = ""  # the row of those who left a question out, and the group of those who named none
CHOSEN, NOT_CHOSEN = "chosen", "not_chosen"
# Numbers are counted in these bands: each begins where it says and ends before the next.
BANDS: Final = (0, 1, 2, 3, 4, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Reply:
    """One response, as far as it is counted."""

    language: str
    sozialraum: str | None
    values: Values

    def group(self, by: Dimension) -> str:
        return self.language if by == "language" else (self.sozialraum or NOT_SAID)


@dataclass(frozen=True, slots=True)
class Group:
    """Those who share something; several ``keys`` where they had to be put together."""

    keys: tuple[str, ...]
    replies: int


@dataclass(frozen=True, slots=True)
class Line:
    """An answer (several ``keys``: put together): how many gave it in all, and in each group; None is hidden."""

    keys: tuple[str, ...]
    replies: int | None
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """One question. ``means``: in all, then by group; None where a count is hidden, or there is nothing to average."""

    question: Asked
    lines: tuple[Line, ...]
    means: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """``groups`` are those of the dimension asked for; none where there are fewer than two that may be told apart."""

    replies: int
    groups: tuple[Group, ...]
    questions: tuple[Counted, ...]


def results(
    questions: Sequence[Asked], replies: Sequence[Reply], smallest: int, by: Dimension | None = None
) -> Results | None:
    """Counts of all questions but free ones; None: fewer than ``smallest`` answered, so nothing at all is told."""
    if len(replies) < smallest:
        return None
    columns = _columns(replies, smallest, by)
    counted = tuple(_counted(each, columns, smallest) for each in questions if each.kind != "text")
    groups = tuple(Group(keys, len(its)) for keys, its in columns)
    return Results(len(replies), groups if len(groups) > 1 else (), counted)


def band_of(value: int) -> str:
    """The band of a number, by where it begins."""
    return str(max(each for each in BANDS if each <= value))


def _columns(
    replies: Sequence[Reply], smallest: int, by: Dimension | None
) -> list[tuple[tuple[str, ...], Sequence[Reply]]]:
    if by is None:
        return [((), replies)]
    sizes = Counter(each.group(by) for each in replies)
    keys = sorted(sizes)
    merged = [tuple(keys[place] for place in places) for places in together([sizes[key] for key in keys], smallest)]
    return [(each, [reply for reply in replies if reply.group(by) in each]) for each in merged]


def _counted(question: Asked, columns: Sequence[tuple[tuple[str, ...], Sequence[Reply]]], smallest: int) -> Counted:
    groups = [its for _, its in columns]
    if question.kind == "multiple":
        lines = [_of_choice(question, choice.key, groups, smallest) for choice in question.choices]
        return Counted(question, tuple(lines), (None,) * (len(groups) + 1))
    rows = _rows(question)
    table = _told(rows, groups, _row_of(question), smallest)
    lines = [
        Line(tuple(rows[place] for place in places), table.row_sums[i], _of_groups(table.cells[i]))
        for i, places in enumerate(table.rows)
    ]
    return Counted(question, tuple(lines), _means(question, rows, table))


def _of_choice(question: Asked, choice: str, groups: Sequence[Sequence[Reply]], smallest: int) -> Line:
    """Ticked or not is a table of its own; where the two are put together, neither is told."""

    def row(reply: Reply) -> str:
        return CHOSEN if choice in reply.values.get(question.key, ()) else NOT_CHOSEN

    table = _told((CHOSEN, NOT_CHOSEN), groups, row, smallest)
    if table.rows[0] != (0,):
        return Line((choice,), None, _of_groups((None,) * len(groups)))
    return Line((choice,), table.row_sums[0], _of_groups(table.cells[0]))


def _told(
    rows: Sequence[str], groups: Sequence[Sequence[Reply]], row_of: Callable[[Reply], str], smallest: int
) -> Told:
    counts = [Counter(row_of(reply) for reply in its) for its in groups]
    table = told([[each[row] for each in counts] for row in rows], smallest)
    assert table is not None, "there are enough replies"
    assert len(table.columns) == len(groups), "groups are put together already"
    return table


def _rows(question: Asked) -> tuple[str, ...]:
    """Every answer there may be, and none."""
    match question.kind:
        case "single":
            said = [each.key for each in question.choices]
        case "scale":
            said = [str(step) for step in range(LOWEST, HIGHEST + 1)]
        case _:
            said = [str(each) for each in BANDS]
    return (*said, NOT_SAID)


def _row_of(question: Asked) -> Callable[[Reply], str]:
    def row(reply: Reply) -> str:
        values = reply.values.get(question.key, ())
        if not values:
            return NOT_SAID
        return band_of(int(values[0])) if question.kind == "number" else values[0]

    return row


def _of_groups(cells: tuple[int | None, ...]) -> tuple[int | None, ...]:
    """Nothing beside the sum where there is one group only."""
    return cells if len(cells) > 1 else ()


def _means(question: Asked, rows: Sequence[str], table: Told) -> tuple[Fraction | None, ...]:
    """Of a scale, where every count is told anyway: a mean beside hidden counts would give them away."""
    if question.kind != "scale" or any(len(places) > 1 for places in table.rows):
        return (None,) * (len(_of_groups(table.cells[0])) + 1)
    keys = [rows[places[0]] for places in table.rows]
    means = [_mean(dict(zip(keys, table.row_sums, strict=True)))]
    for column in range(len(_of_groups(table.cells[0]))):
        cells = {key: row[column] for key, row in zip(keys, table.cells, strict=True)}
        known = {key: value for key, value in cells.items() if value is not None}
        means.append(_mean(known) if len(known) == len(cells) else None)
    return tuple(means)


def _mean(counts: Mapping[str, int]) -> Fraction | None:
    said = {int(key): count for key, count in counts.items() if key != NOT_SAID}
    answered = sum(said.values())
    return Fraction(sum(step * count for step, count in said.items()), answered) if answered else None
