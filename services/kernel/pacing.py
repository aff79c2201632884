"""When each of many things is looked at again: soon after something happened there, rarer the longer it is quiet.

A look at a quiet district costs a transaction in each of a dozen processes. Looked at each second, forty districts kept
a core and a half busy with nothing to do.
"""

import math
import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)

SLACK_S: Final = 0.01  # of a clock that wakes a moment too early


@dataclass(slots=True)
class _Pace:
    interval: float
    due: float


class Paces(Generic[K]):
    """``first`` seconds after something happened comes the next look, then twice as long, up to ``longest``."""

    def __init__(self, first: float, longest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._first = first
        self._longest = longest
        self._clock = clock
        self._paces: dict[K, _Pace] = {}

    def stir(self, key: K) -> None:
        """Something happened there. A look that is due before stays due, however much happens."""
        soon, before = self._clock() + self._first, self._paces.get(key)
        self._paces[key] = _Pace(self._first, soon if before is None else min(soon, before.due))

    def due(self, keys: Iterable[K]) -> set[K]:
        """Which of these to look at now; those not heard of before, too. Others are forgotten."""
        now, before = self._clock(), self._paces
        self._paces = {key: before.get(key) or _Pace(self._first, now) for key in keys}
        found = {key for key, pace in self._paces.items() if pace.due <= now + SLACK_S}
        for key in found:
            pace = self._paces[key]
            pace.due, pace.interval = now + pace.interval, min(pace.interval * 2, self._longest)
        return found

    def next_due(self) -> float:
        """Seconds until something is due; endless where nothing is known."""
        earliest = min((pace.due for pace in self._paces.values()), default=math.inf)
        return max(0.0, earliest - self._clock())
