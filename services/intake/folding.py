"""Folding intake's own log into its tables, in the worker beside the queues."""

from functools import partial

from services.intake.erasing.desk import finish_open_erasures
from services.intake.joining_desk import finish_open_joins
from services.intake.opening import SERVICE, key_ring
from services.intake.projections import PROJECTIONS
from services.kernel.database import pool
from services.kernel.follow import LogFollower
from services.kernel.mapper import FactMapper
from services.kernel.projection import LivePlace, OwnLog, ProjectionRunner, Standing
from services.kernel.settings import Settings
from services.kernel.watch import LogWatch


def fold(settings: Settings, district: str) -> dict[str, Standing]:
    """Bring every projection of a district to the head of the log; how far each came."""
    runner = ProjectionRunner(OwnLog(SERVICE), FactMapper(key_ring(settings)).open, PROJECTIONS)
    with pool(settings.service_database_url(SERVICE)).connection() as conn:
        return runner.catch_up(conn, district, LivePlace(district, SERVICE))


def follower(settings: Settings) -> LogFollower:
    """Folds whenever the log grew, and completes what a process that died left half done."""
    watch = partial(LogWatch, settings.service_database_url(SERVICE))
    return LogFollower(watch, partial(_follow, settings))


def _follow(settings: Settings, district: str) -> None:
    fold(settings, district)
    finish_open_joins(settings, district)
    finish_open_erasures(settings, district)
