"""Charts as SVG, drawn by ourselves: bars, the same on a page and on paper. Every value stands beside its bar in words.

Colours are attributes, no styles: a page's rules forbid those. Text takes the colour of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup, escape

WIDTH: Final = 480  # narrow, so that words stay readable in a column
ROW: Final = 30
LABELS: Final = 150  # of the width, for what the bars are of
VALUES: Final = 200  # and for their values in words
BAR: Final = 16
LONGEST: Final = 20
FILL: Final = "#3a6ea5"
MARKED: Final = "#b4540a"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``value`` None: there is none to draw, its words say why. ``marked``: the one that is looked at."""

    label: str
    value: Decimal | None
    words: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its title; ``words`` says what it shows, for those who do not see it."""

    title: str
    words: str
    svg: Markup


def bars(title: str, rows: Sequence[Bar]) -> Chart:
    """Horizontal bars from nothing on, one below the other; negative values go to the left."""
    words = f"{title}: " + "; ".join(f"{row.label} {row.words}" for row in rows)
    values = [row.value for row in rows if row.value is not None]
    lowest, highest = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    span = highest - lowest or Decimal(1)
    drawn = Markup("").join(_bar(row, place, lowest, span) for place, row in enumerate(rows))
    height = ROW * len(rows)
    # An attribute of an SVG that is read as a file of its own, as on paper; HTML takes it as it is.
    opening = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" role="img" '
        'aria-label="{}" font-family="sans-serif" font-size="14">'
    ).format(WIDTH, height, WIDTH, height, words)
    return Chart(title, words, opening + drawn + Markup("</svg>"))


def _bar(row: Bar, place: int, lowest: Decimal, span: Decimal) -> Markup:
    middle = place * ROW + ROW // 2 + 5
    label = Markup('<text x="0" y="{}" fill="currentColor"{}>{}</text>').format(
        middle, Markup(' font-weight="bold"') if row.marked else "", _short(row.label)
    )
    if row.value is None:
        return label + _words(LABELS, middle, row.words)
    scale = (WIDTH - LABELS - VALUES) / span
    start, end = sorted((LABELS + (Decimal(0) - lowest) * scale, LABELS + (row.value - lowest) * scale))
    rectangle = Markup('<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" fill="{}"/>').format(
        start, place * ROW + (ROW - BAR) // 2, max(end - start, Decimal(1)), BAR, MARKED if row.marked else FILL
    )
    return label + rectangle + _words(end, middle, row.words)


def _words(x: Decimal | int, y: int, words: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{}" fill="currentColor">{}</text>').format(x + 6, y, words)


def _short(label: str) -> Markup:
    return escape(label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…")
