"""What was made a moment ago and still holds: read by everybody, so it is not made anew for each who asks."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

V = TypeVar("V")
MOST: Final = 64  # districts of one installation, and a few more


class Shelf(Generic[V]):
    """One thing a key, as long as its stamp is the same; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[Hashable, tuple[Hashable, V]] = {}

    def get(self, key: Hashable, stamp: Hashable, make: Callable[[], V]) -> V:
        """Made outside the lock: two who ask at once may both make it, and nobody waits for another district."""
        with self._lock:
            found = self._kept.get(key)
        if found is not None and found[0] == stamp:
            return found[1]
        made = make()
        with self._lock:
            if len(self._kept) >= MOST and key not in self._kept:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = (stamp, made)
        return made
