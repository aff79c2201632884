"""Where partners stand on the cooperation map: linked ones near one another. Pure, and the same on every day.

Fruchterman and Reingold (1991): all push one another away, edges pull, the steps get shorter. It begins on a circle in
the order given, so that no chance is in it. Coordinates lie between 0 and 1.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, pi, sin
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]
Edges: TypeAlias = tuple[tuple[int, int, int], ...]  # two places in the order of partners, and a strength from 1 to 4

WORK: Final = 120_000  # pairs looked at in all: a tenth of a second
MOST_STEPS: Final = 120
STRONGEST: Final = 4
NEAREST: Final = 1e-6
MARGIN: Final = 0.04


@lru_cache(maxsize=64)
def positions(count: int, edges: Edges) -> tuple[Point, ...]:
    """A place for each of ``count`` partners."""
    if count <= 1:
        return ((0.5, 0.5),) * count
    points = [(0.5 + 0.4 * cos(2 * pi * i / count), 0.5 + 0.4 * sin(2 * pi * i / count)) for i in range(count)]
    steps = max(10, min(MOST_STEPS, 2 * WORK // (count * count)))
    ideal = (1 / count) ** 0.5
    for step in range(steps):
        points = _moved(points, _forces(points, edges, ideal), 0.1 * (1 - step / steps))
    return _stretched(points)


def _forces(points: Sequence[Point], edges: Edges, ideal: float) -> list[list[float]]:
    forces = [[0.0, 0.0] for _ in points]
    for one, (x, y) in enumerate(points):
        for other in range(one):
            dx, dy = x - points[other][0], y - points[other][1]
            push = ideal * ideal / max(dx * dx + dy * dy, NEAREST)
            _add(forces, one, other, (dx * push, dy * push))
    for one, other, strength in edges:
        dx, dy = points[other][0] - points[one][0], points[other][1] - points[one][1]
        pull = hypot(dx, dy) / ideal * (0.5 + 0.5 * strength / STRONGEST)
        _add(forces, one, other, (dx * pull, dy * pull))
    return forces


def _add(forces: list[list[float]], one: int, other: int, force: Point) -> None:
    for axis in (0, 1):
        forces[one][axis] += force[axis]
        forces[other][axis] -= force[axis]


def _moved(points: Sequence[Point], forces: Sequence[Sequence[float]], longest: float) -> list[Point]:
    """Each at most ``longest`` further, and a little towards the middle, so that lone ones do not drift away."""
    moved = []
    for (x, y), (fx, fy) in zip(points, forces, strict=True):
        length = max(hypot(fx, fy), NEAREST)
        go = min(length, longest) / length
        moved.append((x + fx * go + (0.5 - x) * 0.02, y + fy * go + (0.5 - y) * 0.02))
    return moved


def _stretched(points: Sequence[Point]) -> tuple[Point, ...]:
    """Over the whole field, but for a margin."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return tuple((_between(x, min(xs), max(xs)), _between(y, min(ys), max(ys))) for x, y in points)


def _between(value: float, low: float, high: float) -> float:
    share = 0.5 if high - low < NEAREST else (value - low) / (high - low)
    return round(MARGIN + (1 - 2 * MARGIN) * share, 4)
