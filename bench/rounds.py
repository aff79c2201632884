"""Rounds: subject and yardsticks in turn, A B A B, so that what the machine does meanwhile hits all alike."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

Run = Callable[[], float]  # does one round of work; seconds a piece


def alternate(runs: Mapping[str, Run], rounds: int, *, warm: bool = True) -> dict[str, list[float]]:
    """Every run ``rounds`` times, in turn, after a first time each that does not count."""
    if warm:
        for run in runs.values():
            run()
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            gc.collect()
            seconds[name].append(run())
    return seconds


class Clock:
    """Seconds between the start and the end of a block."""

    seconds = 0.0


@contextmanager
def timed() -> Iterator[Clock]:
    clock, start = Clock(), time.perf_counter()
    yield clock
    clock.seconds = time.perf_counter() - start
