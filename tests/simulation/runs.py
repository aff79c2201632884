"""Many seeds, one after another or on several cores, and what they gave together."""

import itertools
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.simulation.world import Report, run

SLICE = range(25)  # what `make test` runs: more than crash points, and every rare path is reached
QUICK = range(1000, 1001)  # what `make check` runs
CAMPAIGN_FROM = 10_000
ROUND = 16
BREACHES = {"lost": ("G1", "G5"), "doubled": ("G2", "G10"), "foreign": ("G6",)}


@dataclass(slots=True)
class Together:
    """Sums over runs; by kind of fault the breaches of the runs in which it struck."""

    runs: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    breaches: dict[str, Counter[str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        return self.struck.total()

    def add(self, report: Report) -> None:
        self.runs += 1
        self.struck.update(report.struck)
        self.seen.update(report.seen)
        self.broken += [f"seed {report.seed}: {what}" for what in report.broken]
        counted = breaches_of(report.broken)
        for kind in report.struck:
            self.breaches.setdefault(kind, Counter()).update(counted)

    def words(self) -> str:
        """For a person whose run failed: every breach, and how to see it again."""
        again = "python -m tests.simulation --seed N --trace shows the run again"
        return "\n".join([*self.broken[:40], again])


def breaches_of(broken: Iterable[str]) -> dict[str, int]:
    """How many promises of each sort were broken."""
    promises = Counter(line.partition(" ")[0] for line in broken)
    return {name: sum(promises[number] for number in numbers) for name, numbers in BREACHES.items()}


def all_of(seeds: Iterable[int]) -> Together:
    together = Together()
    for seed in seeds:
        together.add(run(seed))
    return together


def until(faults: int, seconds: float, processes: int = 2) -> Together:
    """Seeds from CAMPAIGN_FROM on, in rounds, until so many faults have struck or the time is over."""
    together, end = Together(), time.monotonic() + seconds
    rounds = (range(start, start + ROUND) for start in itertools.count(CAMPAIGN_FROM, ROUND))
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        while together.faults < faults and time.monotonic() < end:
            for report in pool.imap_unordered(run, next(rounds)):
                together.add(report)
    return together
