"""Keys kept in memory for a moment: an import asks for the same keys several times a batch."""

import time
from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Final
from uuid import UUID

from services.kernel.keys import Ring

SECONDS: Final = 2.0


class RecentKeys:
    """A ring in front of another one, for one import of one district; forgets everything after SECONDS.

    A key destroyed meanwhile is used for at most that long; what it sealed then can never be read, as it should be.
    """

    def __init__(self, ring: Ring, clock: Callable[[], float] = time.monotonic) -> None:
        self._ring = ring
        self._clock = clock
        self._since = clock()
        self._known: defaultdict[str, dict[UUID, bytes]] = defaultdict(dict)

    def record_keys(self, district: str, persons: Collection[UUID], *, create: bool) -> dict[UUID, bytes]:
        known, missing = self._recent("record", persons)
        known.update(self._ring.record_keys(district, missing, create=create))
        return {person: known[person] for person in persons if person in known}

    def identity_keys(self, district: str, persons: Collection[UUID], *, create: bool) -> dict[UUID, bytes]:
        known, missing = self._recent("identity", persons)
        known.update(self._ring.identity_keys(district, missing, create=create))
        return {person: known[person] for person in persons if person in known}

    def _recent(self, purpose: str, persons: Collection[UUID]) -> tuple[dict[UUID, bytes], set[UUID]]:
        if self._clock() - self._since > SECONDS:
            self._known.clear()
            self._since = self._clock()
        known = self._known[purpose]
        return known, set(persons) - known.keys()
