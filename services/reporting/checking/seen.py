"""What plausibility rules look at: the participations of an operation that count, or would with a complete record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.reporting.domain.cells import INCOMPLETE
from services.reporting.domain.expressions import Field, Value
from services.reporting.explaining.assessed import Assessed

REFUSED: Final = "refused"
MAY_BE_REFUSED: Final = ("disability", "foreign_background", "minority", "citizenship", "housing")

# Figures of one record beside its columns; rules ask for them by these fields.
days_stayed: Final = Field("days_stayed", "Tage von Eintritt bis Austritt")
days_open: Final = Field("days_open", "Tage seit Eintritt, ohne Austritt")
days_since_exit: Final = Field("days_since_exit", "Tage seit Austritt")
answers_refused: Final = Field("answers_refused", "Verweigerte Angaben")


@dataclass(frozen=True, slots=True)
class Seen:
    """One participation. ``row``: what predicates ask for, with the figures above. ``counted``: whether it counts."""

    participation: UUID
    person: UUID | None
    counted: bool
    row: Mapping[str, Value]


def seen(judged: Iterable[Assessed], as_of: date) -> Sequence[Seen]:
    """Of all participations those that are counted or incomplete, in their order."""
    return [
        Seen(one.participation, one.person, one.reason is None, {**one.row, **_figures(one.row, as_of)})
        for one in judged
        if one.reason is None or one.reason[0] == INCOMPLETE
    ]


def _figures(row: Mapping[str, Value], as_of: date) -> dict[str, Value]:
    entry, left = row["entry_date"], row["exit_date"]
    gone = isinstance(left, date) and left <= as_of
    return {
        days_stayed.name: _days(entry, left) if gone else None,
        days_open.name: None if gone else _days(entry, as_of),
        days_since_exit.name: _days(left, as_of) if gone else None,
        answers_refused.name: sum(row[name] == REFUSED for name in MAY_BE_REFUSED),
    }


def _days(start: Value, end: Value) -> int | None:
    return (end - start).days if isinstance(start, date) and isinstance(end, date) else None
