"""How long a test waits for what must come: far longer than it takes, for a machine that has other work to do.

A wait ends as soon as it may, so patience costs nothing where all is well. How long things do take is measured:
`make bench`, and the seconds that tests write into `docs/proof.md`.
"""

import time
from collections.abc import Callable
from typing import Final

PATIENCE_S: Final = 300.0

# The promise (G5): campaigns hold it against the clock. `make test` runs on busy machines, too, and only waits.
PROMISED_S: Final = 10.0
SEEN_S: Final = 120.0

LOOK_AGAIN_S: Final = 0.05


def until(holds: Callable[[], object], what: str = "waited too long", seconds: float = PATIENCE_S) -> None:
    """Return once it holds. Raises AssertionError, saying ``what``, when patience ends."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(LOOK_AGAIN_S)
