"""The trend as bars, drawn by us: one bar a half-year, its parts by tone; the table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.contracts.events.words import Tone
from services.events.domain.press_trend import TONES, Cell, HalfYear, Trend

HEIGHT: Final = 220.0
BASE: Final = 180.0  # where bars stand; below them is room for the half-year
TOP: Final = 20.0  # above the highest bar is room for its number
STEP: Final = 70.0
BAR: Final = 44.0
LEFT: Final = 20.0


@dataclass(frozen=True, slots=True)
class Part:
    """One tone of a bar: its rectangle, y downwards."""

    tone: Tone
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A half-year; ``label`` stands below, the number of items above ``top``."""

    x: float
    label: str
    items: int
    top: float
    parts: Sequence[Part]

    @property
    def middle(self) -> float:
        return self.x + BAR / 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """All bars on a sheet of ``width`` x HEIGHT."""

    width: float
    bars: Sequence[Bar]


def words_of(half_year: HalfYear) -> str:
    return f"{half_year.half}. Hj. {half_year.year}"


def drawn(trend: Trend) -> Drawing | None:
    """None without any item."""
    most = max((cell.total for _, cell in trend.rows), default=0)
    if most == 0:
        return None
    unit = (BASE - TOP) / most
    bars = [_bar(LEFT + STEP * at, words_of(of), cell, unit) for at, (of, cell) in enumerate(trend.rows)]
    return Drawing(LEFT * 2 + STEP * len(bars), bars)


def _bar(x: float, label: str, cell: Cell, unit: float) -> Bar:
    """Negative below, positive on top."""
    at, parts = BASE, []
    for tone in reversed(TONES):
        high = round(cell.counts[tone] * unit, 1)
        at = round(at - high, 1)
        if high:
            parts.append(Part(tone, at, high))
    return Bar(x, label, cell.total, at, parts)
