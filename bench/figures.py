"""What a benchmark finds: figures against a yardstick, tables beside them, and curves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Aim:
    """What the ratio has to be: at least (``>=``) or at most (``<=``) this."""

    sign: Literal[">=", "<="]
    value: float

    def reached_by(self, ratio: float) -> bool:
        return ratio >= self.value if self.sign == ">=" else ratio <= self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Seconds a piece of work, of subject and yardstick, one a round.

    ``of`` "rate": the ratio is that of pieces a second, more is better; "time": that of seconds, less is better.
    """

    name: str
    title: str
    subject: str
    yardstick: str
    unit: str
    of: Literal["rate", "time"]
    subject_seconds: Sequence[float]
    yardstick_seconds: Sequence[float]
    aim: Aim | None = None

    @property
    def ratios(self) -> list[float]:
        """One a round: what the machine did meanwhile hits both."""
        pairs = zip(self.subject_seconds, self.yardstick_seconds, strict=True)
        return [theirs / ours if self.of == "rate" else ours / theirs for ours, theirs in pairs]

    def as_json(self) -> dict[str, Any]:
        """Plain values, with the medians that a reader wants."""
        ratio = median(self.ratios)
        return {
            "name": self.name,
            "title": self.title,
            "subject": self.subject,
            "yardstick": self.yardstick,
            "unit": self.unit,
            "of": self.of,
            "subject_median": self._shown(self.subject_seconds),
            "yardstick_median": self._shown(self.yardstick_seconds),
            "ratio": _rounded(ratio),
            "ratio_lowest": _rounded(min(self.ratios)),
            "ratio_highest": _rounded(max(self.ratios)),
            "rounds": len(self.ratios),
            "subject_seconds": [_rounded(each) for each in self.subject_seconds],
            "yardstick_seconds": [_rounded(each) for each in self.yardstick_seconds],
            "aim": None if self.aim is None else {"sign": self.aim.sign, "value": self.aim.value},
            "reached": None if self.aim is None else self.aim.reached_by(ratio),
        }

    def _shown(self, seconds: Sequence[float]) -> float:
        """Pieces a second, or milliseconds."""
        return _rounded(1 / median(seconds) if self.of == "rate" else 1000 * median(seconds))


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers beside the figures; the first column names the row."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | float]]

    def as_json(self) -> dict[str, Any]:
        rows = [[_rounded(cell) if isinstance(cell, float) else cell for cell in row] for row in self.rows]
        return {"title": self.title, "columns": list(self.columns), "rows": rows}


@dataclass(frozen=True, slots=True)
class Section:
    """One benchmark's findings."""

    title: str
    figures: Sequence[Figure] = ()
    tables: Sequence[Table] = field(default=())
    notes: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "figures": [figure.as_json() for figure in self.figures],
            "tables": [table.as_json() for table in self.tables],
            "notes": list(self.notes),
        }


def _rounded(value: float) -> float:
    """Four digits: more would pretend."""
    return float(f"{value:.4g}")
