"""Paths that hardly anybody takes: declared here, counted in a run, and a test fails if one was never reached."""

from collections import Counter
from collections.abc import MutableMapping
from typing import Any, Final

import structlog

from tests.simulation.faults import CRASH_POINTS

# What the product itself logs when it takes such a path.
LOGGED: Final = {
    "gap_found": "gap found",
    "gap_filled": "gap filled from the feed",
    "reader_stopped": "reader stopped",
    "reader_resumed": "reader stopped and resumed",
    "log_replaced": "another log noticed",
    "message_returned": "unroutable",
    "relay_resumed": "relay stood still and resumed",
    "envelope_dead_lettered": "dead letter",
    "batch_failed": "batch failed",
    "database_unreachable": "database away",
    "broker_unreachable": "broker away",
}

DECLARED: Final = frozenset(
    {
        *LOGGED.values(),
        "catch-up while the source is away",
        "commit answer lost",
        "conflict decided anew",
        "dead letter in mid batch",
        "group of several callers",
        "lost commit answer of append retried",
        "nacked",
        "one by one after three failures",
        "parked",
        "parked behind a parked one",
        "parked, then done",
        "projection stopped",
        "published by two relays",
        "stale leader published",
        "unroutable, then rebound",
        "window torn",
        *(f"crash at {point}" for point in CRASH_POINTS),
    }
)


class RarePaths:
    """How often each was taken; also listens to what the product logs."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def saw(self, path: str) -> None:
        assert path in DECLARED, path
        self.seen[path] += 1

    def hear(self, _logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """A structlog processor that keeps the name of a line and drops the line."""
        event = line["event"]
        if event in LOGGED:
            self.saw(LOGGED[event])
        if event == "relay_resumed" and self.seen["unroutable"] and "position" in line:
            self.saw("unroutable, then rebound")
        raise structlog.DropEvent
