"""What may go wrong, how often, and a count of what did."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Final

from services.kernel.points import POINTS

# Not in the code that is simulated.
OUTSIDE: Final = ("vault.", "import.", "web.", "rebuild.", "district.", "letter.", "carrier.", "mail.", "erasure.")
CRASH_POINTS: Final = tuple(point for point in POINTS if not point.startswith(OUTSIDE))

AT_POINT: Final = "crash at the run's point"

# Chance at each occasion. Kinds that only cost time may strike often; the others leave room for progress.
RATES: Final = {
    "duplicate": 0.5,
    "reorder": 0.5,
    "delay": 0.4,
    "notify lost": 0.4,
    "confirm late": 0.3,
    "redelivered": 0.3,
    "crash": 0.0004,
    AT_POINT: 0.06,
    "transaction lost": 0.002,
    "commit answer lost": 0.01,
    "acknowledgement lost": 0.05,
    "publisher's connection lost": 0.01,
    "nack": 0.01,
    "feed away": 0.15,
    "poison": 0.1,
}
# Incidents strike by the clock: one of these every so many virtual seconds.
INCIDENT_S: Final = 0.35
INCIDENTS: Final = (
    "partition from database",
    "partition from broker",
    "partition from feed",
    "broker restarted",
    "database restarted",
    "queue purged",
    "queue lost its tail",
    "queue full",
    "binding lost",
    "paused",
    "paused beyond the lease",
    "clock jumped",
    "policy refuses",
    "fold fails",
    "apply fails",
    "stopped by signal",
)
RESTORED: Final = "log restored"


@dataclass(slots=True)
class Faults:
    """Strikes by chance while ``on``; ``struck`` counts by kind."""

    chance: Random
    on: bool = True
    struck: Counter[str] = field(default_factory=Counter)
    point: str = ""

    def strikes(self, kind: str) -> bool:
        if not self.on or self.chance.random() >= RATES[kind]:
            return False
        self.struck[kind] += 1
        return True

    def crashes_at(self, point: str) -> bool:
        """Every other time at the run's own point until it was twice, so that the rarest point is crashed at."""
        if point != self.point:
            return self.strikes("crash")
        if self.struck[AT_POINT] >= 2:
            return self.strikes(AT_POINT)
        struck = self.on and self.chance.random() < 0.5
        self.struck[AT_POINT] += struck
        return struck

    def incident(self) -> str:
        kind = self.chance.choice(INCIDENTS)
        self.struck[kind] += 1
        return kind
