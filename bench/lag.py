"""Lag: from a command until its row is visible in reporting, idle and at 200 a second, against a commit of one row."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from statistics import median, quantiles
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL

from bench import people
from bench.figures import Figure, Section, Table
from bench.filling import commits, log_of, open_operation_on_platform
from bench.rounds import Run, alternate, timed
from bench.stage import OPERATION, Stage
from services.kernel.database import connect, pool
from services.kernel.district import district as enter
from services.kernel.log import Commit, Stored

TITLE: Final = "Lag from a command to the visible row"
RATE: Final = 200
IDLE_PAUSE_S: Final = 0.15
LOOK_S: Final = 0.001
PATIENCE_S: Final = 30.0
NEWEST: Final = """
    SELECT valid_from FROM {}.participation_versions WHERE operation = %s ORDER BY valid_from DESC LIMIT 1"""


def measure(stage: Stage) -> Section:
    """Rows are looked for every millisecond, on a connection of its own; the looking is part of the figure."""
    idle, loaded, single = stage.amount(40, 8), stage.amount(800, 100), stage.amount(300, 30)
    key, seen = stage.district(), {"idle": list[float](), "loaded": list[float]()}
    with closing(connect(stage.yardstick_url)) as connection, stage.platform():
        open_operation_on_platform(stage, key)
        connection.execute("CREATE TABLE committed (id uuid PRIMARY KEY, at timestamptz DEFAULT clock_timestamp())")
        groups = commits(stage, key, people.entered((idle + loaded) * (stage.rounds + 1)))
        left = iter([each for group in groups for each in group])
        runs: dict[str, Run] = {
            "idle": lambda: _lag(stage, key, islice(left, idle), IDLE_PAUSE_S, seen["idle"]),
            "loaded": lambda: _lag(stage, key, islice(left, loaded), 1 / RATE, seen["loaded"]),
            "commit": partial(_commit, connection, single),
        }
        seconds = alternate(runs, stage.rounds)
    return Section(TITLE, [_figure(load, seconds) for load in TEXTS], [_spread(seen)])


TEXTS: Final = {
    "idle": ("idle", f"one command each {IDLE_PAUSE_S * 1000:.0f} ms"),
    "loaded": (f"at {RATE} commands/s", f"{RATE} commands/s, evenly spaced"),
}


def _figure(load: str, seconds: dict[str, list[float]]) -> Figure:
    name, pace = TEXTS[load]
    return Figure(
        name=f"lag.{load}",
        title=f"Lag, {name}",
        subject=f"from the call of append to the visible row in reporting (median; {pace})",
        yardstick="INSERT of one row with its commit",
        unit="ms",
        of="time",
        subject_seconds=seconds[load],
        yardstick_seconds=seconds["commit"],
    )


def _spread(seen: dict[str, list[float]]) -> Table:
    rows: list[Sequence[str | float]] = []
    for load, lags in seen.items():
        cuts = quantiles(lags, n=100, method="inclusive")
        rows.append((TEXTS[load][0], *(1000 * each for each in (median(lags), cuts[94], cuts[98], max(lags)))))
    return Table("Lag in ms, all rounds", ("load", "median", "95 %", "99 %", "largest"), rows)


def _lag(stage: Stage, key: str, commits: Iterator[Commit], pause_s: float, seen: list[float]) -> float:
    """Median seconds from the call of append until the row shows."""
    log, called = log_of(stage, "intake"), dict[int, float]()
    watch = _Watch(stage, key)
    start = time.perf_counter()
    for number, commit in enumerate(commits):
        time.sleep(max(0.0, start + number * pause_s - time.perf_counter()))
        begun = time.perf_counter()
        (answer,) = log.append(key, [commit])
        assert isinstance(answer, Stored)
        called[answer.last] = begun
    shown = watch.until(max(called))
    log.close()
    lags = [_first_after(shown, position) - begun for position, begun in called.items()]
    seen += lags
    return median(lags)


def _first_after(shown: list[tuple[float, int]], position: int) -> float:
    return next(at for at, newest in shown if newest >= position)


class _Watch(threading.Thread):
    """Notes when which position of intake's log became the newest visible one."""

    def __init__(self, stage: Stage, key: str) -> None:
        super().__init__(name="watch")
        self._pool = pool(stage.settings.service_database_url("reporting"))
        self._key = key
        self._shown: list[tuple[float, int]] = []
        self._done = threading.Event()
        self.start()

    def run(self) -> None:
        with self._pool.connection() as connection:
            while not self._done.wait(LOOK_S):
                with connection.transaction(), enter(connection, self._key) as schema:
                    row = connection.execute(SQL(NEWEST).format(schema), (OPERATION,)).fetchone()
                if row and (not self._shown or row[0] > self._shown[-1][1]):
                    self._shown.append((time.perf_counter(), row[0]))

    def until(self, position: int) -> list[tuple[float, int]]:
        """What was seen, once that position shows; raises TimeoutError."""
        deadline = time.monotonic() + PATIENCE_S
        while not self._shown or self._shown[-1][1] < position:
            if time.monotonic() > deadline:
                self._done.set()
                raise TimeoutError(f"position {position} does not show")
            time.sleep(LOOK_S)
        self._done.set()
        self.join()
        return self._shown


def _commit(connection: Connection[Any], count: int) -> float:
    with timed() as clock:
        for _ in range(count):
            connection.execute("INSERT INTO committed (id) VALUES (gen_random_uuid())")
    return clock.seconds / count
