"""The milestones of a measure on a line of time: points of an SVG that we draw ourselves; a table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.events.domain.measure_progress import MilestoneState
from services.events.domain.measure_state import Milestone

WIDTH: Final = 900
HEIGHT: Final = 110
MARGIN: Final = 40
AXIS: Final = 60


@dataclass(frozen=True, slots=True)
class Point:
    """A milestone at its day: where it was reached, else where it is due; ``number`` is that of the table's line."""

    number: int
    x: float
    state: MilestoneState


@dataclass(frozen=True, slots=True)
class Year:
    """The first of January."""

    year: int
    x: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """In units of the drawing; ``today`` None: outside of it."""

    points: tuple[Point, ...]
    years: tuple[Year, ...]
    today: float | None
    width: int = WIDTH
    height: int = HEIGHT
    axis: int = AXIS
    margin: int = MARGIN


def timeline(milestones: Sequence[tuple[Milestone, MilestoneState]], today: date) -> Timeline | None:
    """None where there is nothing to draw."""
    if not milestones:
        return None
    days = [each.reached_on if state == "reached" and each.reached_on else each.due for each, state in milestones]
    first, last = min(days), max(days)
    span = max((last - first).days, 1)

    def at(day: date) -> float:
        return round(MARGIN + (day - first).days / span * (WIDTH - 2 * MARGIN), 1)

    points = [
        Point(number, at(day), state) for number, (day, (_, state)) in enumerate(zip(days, milestones, strict=True), 1)
    ]
    years = [Year(year, at(date(year, 1, 1))) for year in range(first.year + 1, last.year + 1)]
    return Timeline(tuple(points), tuple(years), at(today) if first <= today <= last else None)
