# ruff: noqa: E402 - what is imported below must see the green standard library
"""The workers' shell: nameko as container, eventlet underneath. Importing it makes the standard library green.

What runs inside imports neither, so that the shell can be replaced in a day.
"""

import os
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")  # known, and why only the shell may import it

os.environ["EVENTLET_NO_GREENDNS"] = "yes"  # read at import; it costs a second, and names are looked up at start only

import eventlet

os.environ["PSYCOPG_WAIT_FUNC"] = "wait_select"  # psycopg's C wait would block every green thread, heartbeats included
eventlet.monkey_patch()

import logging
import signal
from collections.abc import Callable, Sequence
from typing import Any, Final

import psycopg
import structlog
from eventlet.event import Event
from nameko.extensions import DependencyProvider
from nameko.runners import ServiceRunner

from services.kernel.consume import GreenStop
from services.kernel.database import close_pools
from services.kernel.follow import LogFollower
from services.kernel.reader import CHECK_S, BatchReader
from services.kernel.settings import Settings
from services.kernel.watch import GONE

FIRST_CHECKS_S: Final = (0.0, 1.0, 2.0)
TICK_S: Final = 0.25

log = structlog.get_logger()


class Loop(DependencyProvider):
    """A green thread that lives as long as the worker."""

    def setup(self) -> None:
        self.stopping = GreenStop()
        self._ended = Event()

    def start(self) -> None:
        self.container.spawn_managed_thread(self._run, identifier=type(self).__name__)

    def stop(self) -> None:
        self.stopping.set()
        self._ended.wait()

    def loop(self) -> None:
        """Run until ``self.stopping``."""
        raise NotImplementedError

    def _run(self) -> None:
        try:
            self.loop()
        finally:
            self._ended.send()


class Reading(Loop):
    """A BatchReader as a dependency; compares itself with its sources at start and every CHECK_S."""

    def __init__(self, build: Callable[[Settings], BatchReader]) -> None:
        self._build = build

    def setup(self) -> None:
        super().setup()
        self._reader = self._build(self.container.config["settings"])

    def get_dependency(self, worker_ctx: Any) -> BatchReader:  # noqa: ARG002 - nameko's signature
        return self._reader

    def loop(self) -> None:
        for seconds in FIRST_CHECKS_S:
            if self.stopping.wait(seconds):
                return
            self._try(self._reader.check)
        while not self.stopping.wait(CHECK_S):
            self._try(self._reader.check_some)

    def _try(self, check: Callable[[], None]) -> None:
        try:
            check()
        except GONE as error:
            log.warning("database_unreachable", reader=self._reader.reader, exc_info=error)


class Following(Loop):
    """A LogFollower that runs beside the queues."""

    def __init__(self, build: Callable[[Settings], LogFollower]) -> None:
        self._build = build

    def loop(self) -> None:
        self._build(self.container.config["settings"]).run(self.stopping)


class Idle(Loop):
    """Keeps a worker alive that has nothing to do yet."""

    def loop(self) -> None:
        while not self.stopping.wait(3600):
            pass


def run_worker(service_class: type[Any], settings: Settings) -> int:
    """Run a nameko service until SIGTERM or SIGINT; returns the exit code."""
    assert psycopg.waiting.wait is psycopg.waiting.wait_select, "psycopg was imported before it was told how to wait"
    logging.getLogger("nameko.containers").setLevel(logging.CRITICAL)  # consume_batch says what failed, once
    runner = ServiceRunner({"settings": settings})
    runner.add_service(service_class)
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: eventlet.spawn(_stop, runner, stopping))
    eventlet.spawn(_tick)
    runner.start()
    log.info("process_started")
    runner.wait()
    close_pools()
    log.info("process_stopped")
    return 0


def _tick() -> None:
    """Keeps the hub from sleeping long: a signal handler's green thread runs only when the hub wakes by itself."""
    while True:
        eventlet.sleep(TICK_S)


def _stop(runner: ServiceRunner, stopping: Event) -> None:
    if not stopping.ready():
        stopping.send()
        runner.stop()


__all__: Sequence[str] = ["Following", "Idle", "Loop", "Reading", "run_worker"]
