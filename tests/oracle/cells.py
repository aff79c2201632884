"""What a cell alone can do wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tests.oracle import dates
from tests.oracle.rows import Kind, Row
from tests.oracle.vocabulary import DATES, REQUIRED, TOPICS, VALUES

LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule, its column, and further columns that may be blamed as well."""

    rule: str
    column: str
    also: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Rule and column, as coverage tests list them."""
        return f"{self.rule}:{self.column}"

    @property
    def columns(self) -> frozenset[str]:
        """Every column that an error line may name for this problem."""
        return self.also | {self.column}


def cell_problems(kind: Kind, row: Row, today: date) -> list[Problem]:
    """Every problem that shows in a single cell of the row."""
    problems = [Problem("missing", column) for column in REQUIRED[kind] if not row.get(column, "").strip()]
    for column, text in row.items():
        if text.strip():
            problems.extend(_value_problems(kind, column, text.strip(), today))
    return problems


def _value_problems(kind: Kind, column: str, text: str, today: date) -> Iterator[Problem]:
    if column in DATES[kind]:
        yield from _date_problems(column, text, today)
    if column in VALUES[kind] and text not in VALUES[kind][column]:
        yield Problem("unknown_value", column)
    if column == "participant_no" and len(text) > LONGEST_NUMBER:
        yield Problem("too_long", column)
    if column == "residence_ags" and not re.fullmatch("[0-9]{8}", text):
        yield Problem("unknown_value", column)
    if column == "minutes" and not re.fullmatch("[0-9]+", text):
        yield Problem("unknown_value", column)
    if column == "topics" and not set(text.split("|")) <= set(TOPICS):
        yield Problem("unknown_value", column)


def _date_problems(column: str, text: str, today: date) -> Iterator[Problem]:
    day = dates.parse_date(text)
    if day is None:
        yield Problem("unreadable_date", column)
    elif day > today:
        yield Problem("future", column)
