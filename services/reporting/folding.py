"""Folding the journal into reporting's tables, in the worker beside the journal's reader."""

from dataclasses import dataclass
from functools import partial
from typing import Final

import structlog

from services.kernel.database import Pool, pool
from services.kernel.follow import LogFollower
from services.kernel.projection import LivePlace, Opener, ProjectionRunner, Standing
from services.kernel.settings import Settings
from services.kernel.watch import LogWatch
from services.reporting.journal import JournalHistory
from services.reporting.opening import opener
from services.reporting.projections import PROJECTIONS

SERVICE: Final = "reporting"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Folding:
    """Brings every projection of a district to the journal's head; calling it once more changes nothing."""

    pool: Pool
    runner: ProjectionRunner

    def step(self, district: str) -> dict[str, Standing]:
        """How far each projection came; one that stands still does not keep the others."""
        with self.pool.connection() as conn:
            standings = self.runner.catch_up(conn, district, LivePlace(district, SERVICE))
        for name, standing in standings.items():
            if standing.stopped is not None:
                log.error("projection_stopped", district=district, projection=name, position=standing.position)
            elif standing.folded:
                log.info("facts_projected", district=district, projection=name, facts=standing.folded)
        return standings


def runner_with(opens: Opener) -> ProjectionRunner:
    """All of reporting's projections over the journal."""
    return ProjectionRunner(JournalHistory(), opens, PROJECTIONS)


def folding(settings: Settings) -> Folding:
    """The folding of this installation."""
    return Folding(pool(settings.service_database_url(SERVICE)), runner_with(opener(settings)))


def follower(settings: Settings) -> LogFollower:
    """Folds whenever the journal grew; runs beside the queues."""
    return LogFollower(partial(LogWatch, settings.service_database_url(SERVICE)), folding(settings).step)
