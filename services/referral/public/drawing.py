"""The map of the atlas: points of the earth on a sheet, drawn by ourselves; nothing is asked of anybody else.

Equirectangular, true to scale at the middle latitude: within a district the error is less than a point's size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Final

WIDTH: Final = 800.0
HEIGHT: Final = 520.0
MARGIN: Final = 36.0
KM_A_DEGREE: Final = 111.32
SMALLEST_SPAN_KM: Final = 1.0  # a single place is not drawn as large as the sheet
BARS_KM: Final = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
LONGEST_BAR: Final = 200.0

Point = tuple[float, float]  # longitude, latitude


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where each point lies on a sheet of WIDTH x HEIGHT, y downwards; ``bar``: kilometres and their length on it."""

    at: tuple[tuple[float, float], ...]
    bar_km: float
    bar: float


def drawn(points: Sequence[Point]) -> Sheet | None:
    """All points within the margins, as large as possible; None without any."""
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    shrink = max(cos(radians((south + north) / 2)), 0.01)
    wide = max((east - west) * shrink * KM_A_DEGREE, SMALLEST_SPAN_KM)
    high = max((north - south) * KM_A_DEGREE, SMALLEST_SPAN_KM)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)  # of the sheet to a kilometre

    def at(point: Point) -> tuple[float, float]:
        x = (point[0] - (west + east) / 2) * shrink * KM_A_DEGREE * scale
        y = ((south + north) / 2 - point[1]) * KM_A_DEGREE * scale
        return round(WIDTH / 2 + x, 1), round(HEIGHT / 2 + y, 1)

    bar_km = max((each for each in BARS_KM if each * scale <= LONGEST_BAR), default=BARS_KM[0])
    return Sheet(tuple(map(at, points)), bar_km, round(bar_km * scale, 1))
