"""A service's own projections follow its own log directly: no broker is needed to see what was stored here."""

from collections.abc import Callable, Iterable
from typing import Final

import structlog

from services.kernel.backoff import Backoff, Stop
from services.kernel.watch import GONE, Watch

IDLE_S: Final = 0.5

log = structlog.get_logger()


class LogFollower:
    """Calls ``step(district)`` where there may be new facts: on NOTIFY ``log``, and for every district each second.

    ``step`` folds to the head and keeps rows and position in one transaction, so calling it once more changes nothing.
    """

    def __init__(self, watch: Callable[[], Watch], step: Callable[[str], object]) -> None:
        self._watch = watch
        self._step = step
        self._failing: set[str] = set()
        self._lost = False

    def catch_up(self) -> None:
        """Everything once, now; raises what a step raises."""
        watch = self._watch()
        try:
            for district in sorted(watch.districts()):
                self._step(district)
        finally:
            watch.close()

    def run(self, stop: Stop) -> None:
        """Follow until ``stop``; a lost database is tried again for ever."""
        backoff = Backoff()
        while not stop.is_set():
            try:
                self._follow(stop, backoff)
            except GONE as error:
                if not self._lost:
                    log.warning("database_unreachable", exc_info=error)
                self._lost = True
                backoff.wait(stop)

    def _follow(self, stop: Stop, backoff: Backoff) -> None:
        watch = self._watch()
        try:
            while not stop.is_set():
                self._all(sorted(watch.wait(IDLE_S)), stop)
                backoff.reset()
                self._lost = False
        finally:
            watch.close()

    def _all(self, districts: Iterable[str], stop: Stop) -> None:
        for district in districts:
            if stop.is_set():
                return
            try:
                self._step(district)
                self._failing.discard(district)
            except GONE:
                raise
            except Exception as error:
                if district not in self._failing:
                    log.warning("projection_stopped", district=district, exc_info=error)
                self._failing.add(district)
