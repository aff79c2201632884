"""How long to wait before the next try: longer each time, with chance, and no longer than a stop."""

import random
from dataclasses import dataclass, field
from typing import Final, Protocol

FIRST_S: Final = 0.1
LONGEST_S: Final = 5.0


class Stop(Protocol):
    """What ``threading.Event`` can do; a time.sleep would outlast SIGTERM."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float | None = None) -> object: ...


@dataclass(slots=True)
class Backoff:
    """Doubles from FIRST_S to LONGEST_S; :meth:`reset` after a success."""

    delay_s: float = field(default=FIRST_S)

    def wait(self, stop: Stop) -> None:
        stop.wait(self.delay_s * random.uniform(0.5, 1.0))  # noqa: S311 - chance, not a secret
        self.delay_s = min(self.delay_s * 2, LONGEST_S)

    def reset(self) -> None:
        self.delay_s = FIRST_S
