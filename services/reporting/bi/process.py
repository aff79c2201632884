"""The process that publishes what BI tools read: ``python -m services.reporting.main publisher``.

Apart from the worker: figures in which nobody is found take seconds of arithmetic, and folding waits for nobody.
"""

import os
from dataclasses import dataclass
from functools import partial
from typing import Final

import structlog

from services.kernel.database import pool
from services.kernel.feed import Feed
from services.kernel.follow import LogFollower
from services.kernel.http_feed import HttpFeed
from services.kernel.settings import Settings
from services.kernel.signals import stop_on_signals
from services.kernel.watch import LogWatch
from services.reporting.bi.heads import Heads
from services.reporting.bi.overtime import Overtime
from services.reporting.bi.publication import Publisher

SERVICE: Final = "reporting"
NICENESS: Final = 10  # where processors are scarce, reports and folding come first

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Publishing:
    """All that is done for the views of a district; doing it once more changes nothing."""

    publisher: Publisher
    heads: Heads
    overtime: Overtime

    @classmethod
    def of(cls, settings: Settings, feed: Feed) -> "Publishing":
        connections = pool(settings.service_database_url(SERVICE))
        return cls(Publisher(connections), Heads(connections, feed), Overtime(connections))

    def step(self, district: str) -> None:
        self.overtime.step(district)
        self.heads.step(district)
        self.publisher.step(district)


def run_publisher(settings: Settings) -> int:
    """Until SIGTERM or SIGINT; returns the exit code."""
    os.nice(NICENESS)
    stop = stop_on_signals()
    log.info("process_started")
    step = Publishing.of(settings, HttpFeed(settings, SERVICE)).step
    LogFollower(partial(LogWatch, settings.service_database_url(SERVICE)), step).run(stop)
    log.info("process_stopped")
    return 0
