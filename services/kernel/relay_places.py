"""How far each log of a service is published, and which logs are left alone for a while."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

import structlog
from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.district import district as enter

RETRY_STOPPED_S: Final = 3.0

log = structlog.get_logger()


class RelayPositions(Protocol):
    """The relay's saved positions, one a district."""

    def load(self, district: str) -> tuple[int, bool]:
        """How far, and whether it is stopped."""
        ...

    def save(self, district: str, position: int, stopped: str | None) -> None:
        """Never moves back: with two relays the one that is behind must not undo what the other did."""
        ...


@dataclass(frozen=True, slots=True)
class SqlRelayPositions:
    """The RelayPositions in each district's schema."""

    pool: Pool

    def load(self, district: str) -> tuple[int, bool]:
        with self.pool.transaction() as connection, enter(connection, district) as schema:
            statement = SQL("SELECT position, stopped IS NOT NULL FROM {}.relay_position").format(schema)
            row = connection.execute(statement).fetchone()
        assert row is not None, "every log has one relay position from its first migration"
        return row[0], row[1]

    def save(self, district: str, position: int, stopped: str | None) -> None:
        with self.pool.transaction() as connection, enter(connection, district) as schema:
            connection.execute(
                SQL("UPDATE {}.relay_position SET position = greatest(position, %s), stopped = %s").format(schema),
                [position, stopped],
            )


@dataclass(slots=True)
class RelayPlace:
    """How far one log is published; ``not_before`` (clock) keeps a stopped one from being tried in a hot loop."""

    position: int
    stopped: bool
    log_id: UUID
    not_before: float = 0.0


class RelayPlaces:
    """The positions as this relay knows them; ``log_id_of`` says which log a district has now."""

    def __init__(self, positions: RelayPositions, log_id_of: Callable[[str], UUID], clock: Callable[[], float]) -> None:
        self._positions = positions
        self._log_id_of = log_id_of
        self._clock = clock
        self._known: dict[str, RelayPlace] = {}

    def forget(self) -> None:
        """Another relay may have moved them."""
        self._known.clear()

    def of(self, district: str) -> RelayPlace:
        if district not in self._known:
            position, stopped = self._positions.load(district)
            self._known[district] = RelayPlace(position, stopped, self._log_id_of(district))
        return self._known[district]

    def move(self, district: str, position: int) -> None:
        """These facts are confirmed; whatever stopped this log is over."""
        place = self.of(district)
        self._positions.save(district, position, None)
        if place.stopped:
            log.info("relay_resumed", district=district, position=position)
        place.position, place.stopped = position, False

    def stop(self, district: str, reason: str, event: str, error: Exception) -> None:
        """Say once why this log is not published, and leave it alone for RETRY_STOPPED_S."""
        place = self._known.get(district)
        if place is None:
            return  # not even its position could be read; the next poll tries again
        place.not_before = self._clock() + RETRY_STOPPED_S
        if not place.stopped:
            log.error(event, district=district, position=place.position, exc_info=error)
            place.stopped = True
            self._positions.save(district, place.position, reason)
