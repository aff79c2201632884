"""How was spoken of a Sozialraum, half-year by half-year? Counts of items by tone, and their shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from services.contracts.events.words import Tone

TONES: Final[tuple[Tone, ...]] = ("positive", "neutral", "negative")
ONE_HUNDRED: Final = 100
LAST_MONTH_OF_THE_FIRST_HALF: Final = 6


class HalfYear(NamedTuple):
    """``half`` 1: January to June, 2: July to December."""

    year: int
    half: int

    @property
    def next(self) -> "HalfYear":
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)


class Said(NamedTuple):
    """An item as far as the trend asks: when, in which tone, of where (nowhere: of the whole district)."""

    on: date
    tone: Tone
    sozialraeume: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Items of one half-year; each tone has its count."""

    counts: Mapping[Tone, int] = field(default_factory=lambda: dict.fromkeys(TONES, 0))

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def percent(self, tone: Tone) -> int | None:
        """The share in whole percent, rounded to the nearest; None without any item."""
        return None if not self.total else (self.counts[tone] * ONE_HUNDRED * 2 + self.total) // (self.total * 2)

    def with_one(self, tone: Tone) -> "Cell":
        return Cell({**self.counts, tone: self.counts[tone] + 1})


@dataclass(frozen=True, slots=True)
class Trend:
    """``rows``: half-years without a gap, oldest first, each with its items."""

    rows: Sequence[tuple[HalfYear, Cell]]

    @property
    def whole(self) -> Cell:
        """All half-years together."""
        return Cell({tone: sum(cell.counts[tone] for _, cell in self.rows) for tone in TONES})


def half_year(on: date) -> HalfYear:
    return HalfYear(on.year, 1 if on.month <= LAST_MONTH_OF_THE_FIRST_HALF else 2)


def trend(items: Iterable[Said], sozialraum: str | None = None) -> Trend:
    """Of one Sozialraum, or of everything; an item about two Sozialräume counts in each of theirs, and once in all."""
    cells: dict[HalfYear, Cell] = {}
    for item in items:
        if sozialraum is None or sozialraum in item.sozialraeume:
            of = half_year(item.on)
            cells[of] = cells.get(of, Cell()).with_one(item.tone)
    return Trend([(each, cells.get(each, Cell())) for each in _between(cells)])


def _between(found: Iterable[HalfYear]) -> Iterable[HalfYear]:
    known = sorted(found)
    if not known:
        return
    current = known[0]
    while current <= known[-1]:
        yield current
        current = current.next
