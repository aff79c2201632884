"""A checkpoint a day, signed by the worker: whoever keeps it can tell later whether that day's history still stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache, partial
from typing import Any, Final

import structlog
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.contracts.reporting import CheckpointSigned
from services.kernel.deciders import Context
from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.kernel.follow import LogFollower
from services.kernel.settings import Settings
from services.kernel.times import BERLIN, today
from services.kernel.watch import LogWatch
from services.reporting.application import SERVICE, Reporting
from services.reporting.domain.proofs import CHECKPOINT_DAYS, CHECKPOINTS, SignCheckpoint
from services.reporting.proving.checkpoints import SignedCheckpoint, signed_checkpoint

WORKER: Final = "reporting.checkpoints"
PATIENCE_S: Final = 10.0
FIRST: Final = "SELECT time FROM {}.journal WHERE index = 1"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DailyCheckpoints:
    """Signs once a day and district, from the second day of a journal on; asking more often changes nothing."""

    service: Reporting
    day: Callable[[], date] = today
    done: dict[str, date] = field(default_factory=dict)

    def step(self, district: str) -> None:
        """Raises DatabaseDown, SecretMissing."""
        now = self.day()
        if self.done.get(district) != now:
            if (signed := self._due(district, now)) is not None:
                self._note(district, now, signed)
            self.done[district] = now

    def _due(self, district: str, now: date) -> SignedCheckpoint | None:
        """None for a journal that began today or not yet: its first day is noted when it is over."""
        with self.service.pool.transaction() as conn, enter(conn, district):
            first = _first(conn, district)
            if first is None or first >= datetime.combine(now, time(), BERLIN):
                return None
            return signed_checkpoint(conn, self.service.secrets, district)

    def _note(self, district: str, now: date, signed: SignedCheckpoint) -> None:
        """Two workers of one day: the first one's checkpoint counts."""
        ids = self.service.ids(district)
        command_id = ids.derive("checkpoint-of-day", now.isoformat())
        context = Context(actor=WORKER, command_id=command_id, correlation_id=command_id)
        fact = CheckpointSigned(day=now, entries=signed.size, root=signed.root.hex(), checkpoint=signed.note)
        stream = ids.derive(CHECKPOINTS)
        self.service.store.execute(district, CHECKPOINT_DAYS, stream, SignCheckpoint(fact), context)
        log.info("checkpoint_signed", district=district, position=signed.size)


def follower(settings: Settings) -> LogFollower:
    """Looks whenever the log grew, and every second."""
    opened = cache(lambda: DailyCheckpoints(Reporting.of(settings, PATIENCE_S)))  # late: in the worker's own thread
    watch = partial(LogWatch, settings.service_database_url(SERVICE))
    return LogFollower(watch, lambda district: opened().step(district))


def _first(conn: Connection[Any], district: str) -> datetime | None:
    row = conn.execute(SQL(FIRST).format(Identifier(schema_of(district)))).fetchone()
    return None if row is None else row[0]
