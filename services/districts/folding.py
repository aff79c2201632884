"""Folding districts' own log into its tables, in the worker beside the queues."""

from services.districts.projections import PROJECTIONS
from services.kernel.database import pool
from services.kernel.follow import LogFollower
from services.kernel.keys import NoKeys
from services.kernel.mapper import FactMapper
from services.kernel.projection import LivePlace, OwnLog, ProjectionRunner, Standing
from services.kernel.settings import Settings

SERVICE = "districts"


def fold(settings: Settings, district: str) -> dict[str, Standing]:
    """Bring every projection of a district to the head of the log; how far each came."""
    runner = ProjectionRunner(OwnLog(SERVICE), FactMapper(NoKeys()).open, PROJECTIONS)
    with pool(settings.service_database_url(SERVICE)).connection() as conn:
        return runner.catch_up(conn, district, LivePlace(district, SERVICE))


def follower(settings: Settings) -> LogFollower:
    """Folds whenever the log grew."""
    return LogFollower(settings.service_database_url(SERVICE), lambda district: fold(settings, district))
