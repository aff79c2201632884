"""How often one address may send to the public forms of surveys and findings.

Other public forms note attempts for a while (``strangers``). Whoever answers a survey is promised that nothing is kept,
not even a hash of an address with a time: this stays in the memory of the process and is forgotten with it.
"""

import time
from threading import Lock
from typing import Final

from services.kernel.problems import Problem

BURST: Final = 60  # a class, a festival: many people at once behind one address
A_SECOND: Final = 0.2
MOST_ADDRESSES: Final = 10_000
TOO_MANY: Final = 429


class Pace:
    """So many at once, and so many a second after that, for each address."""

    def __init__(self, burst: float = BURST, a_second: float = A_SECOND) -> None:
        self._burst, self._a_second = burst, a_second
        self._lock = Lock()
        self._left: dict[str, tuple[float, float]] = {}

    def wait_s(self, address: str, now: float) -> float:
        """0: heard, and counted; otherwise seconds until the next one is."""
        with self._lock:
            left, seen = self._left.pop(address, (self._burst, now))
            left = min(self._burst, left + (now - seen) * self._a_second)
            if len(self._left) >= MOST_ADDRESSES:
                self._left.pop(next(iter(self._left)))
            heard = left >= 1
            self._left[address] = (left - 1 if heard else left, now)
        return 0 if heard else (1 - left) / self._a_second


_pace: Final = Pace()


def expect_not_too_often(address: str) -> None:
    """Raises a Problem (429)."""
    wait_s = _pace.wait_s(address, time.monotonic())
    if wait_s:
        headers = {"Retry-After": str(max(1, round(wait_s)))}
        words = "Von Ihrem Anschluss kam gerade sehr viel. Bitte versuchen Sie es in einer Minute noch einmal."
        raise Problem("too-many-requests", TOO_MANY, "Bitte einen Moment warten", words, headers=headers)
