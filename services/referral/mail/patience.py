"""When to try again: after five seconds, then twice as long each time, at most a quarter of an hour."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Final

FIRST_S: Final = 5.0
LONGEST_S: Final = 900.0


@dataclass(slots=True)
class Patience:
    """For each key that failed, how often it did and when its next try is; kept in memory only: a restart tries all."""

    clock: Callable[[], float] = time.monotonic
    _waiting: dict[Hashable, tuple[int, float]] = field(default_factory=dict)

    def is_due(self, key: Hashable) -> bool:
        return key not in self._waiting or self.clock() >= self._waiting[key][1]

    def failed(self, key: Hashable) -> None:
        tries = self._waiting.get(key, (0, 0.0))[0] + 1
        self._waiting[key] = (tries, self.clock() + min(LONGEST_S, FIRST_S * 2.0 ** min(tries - 1, 10)))

    def ended(self, key: Hashable) -> None:
        """It went well, or is given up."""
        self._waiting.pop(key, None)

    def is_failing(self, key: Hashable) -> bool:
        return key in self._waiting
