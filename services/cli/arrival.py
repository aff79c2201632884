"""Waiting until what is stored is visible everywhere: published, read by every reader, folded into every projection."""

import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.districts.projections import PROJECTIONS as OF_DISTRICTS
from services.intake.projections import PROJECTIONS as OF_INTAKE
from services.kernel.database import pool
from services.kernel.district import district as enter
from services.kernel.projection import Projection
from services.kernel.readers import READERS
from services.kernel.registry import registered_districts
from services.kernel.settings import SERVICES, Settings
from services.reporting.bi.publication import Publisher
from services.reporting.knowledge import has_arrived

PAUSE_S: Final = 0.05
OWN_PROJECTIONS: Final[Mapping[str, tuple[Projection, ...]]] = {"districts": OF_DISTRICTS, "intake": OF_INTAKE}


@dataclass(frozen=True, slots=True)
class Goal:
    """Facts of ``service`` up to ``position`` of that district's log."""

    district: str
    service: str
    position: int


def goals(settings: Settings, district: str | None = None) -> list[Goal]:
    """Where every log ends now; one district's or all."""
    return [goal for service in SERVICES for goal in _heads(settings, service, district)]


def await_everywhere(settings: Settings, wanted: list[Goal], seconds: float) -> list[str]:
    """Wait until every goal is reached or the time is over; what is still missing, one German line each."""
    deadline = time.monotonic() + seconds
    while missing := list(_missing(settings, wanted)):
        if time.monotonic() > deadline:
            return missing
        time.sleep(PAUSE_S)
    _publish(settings, {goal.district for goal in wanted})
    return []


def _publish(settings: Settings, districts: Collection[str]) -> None:
    """What BI tools read is made now: the publisher rests between its publications, and nobody shall wait for that."""
    publisher = Publisher(pool(settings.service_database_url("reporting")))
    for district in sorted(districts):
        publisher.publish(district)


def _heads(settings: Settings, service: str, district: str | None) -> Iterator[Goal]:
    with pool(settings.service_database_url(service)).connection() as connection:
        for one in registered_districts(connection):
            if district in {None, one.key}:
                with connection.transaction(), enter(connection, one.key) as schema:
                    position = _number(connection, SQL("SELECT position FROM {}.log_head").format(schema))
                if position:
                    yield Goal(one.key, service, position)


def _missing(settings: Settings, wanted: list[Goal]) -> Iterator[str]:
    for goal in wanted:
        yield from _unpublished(settings, goal)
        for reader, service in _readers(goal.service):
            yield from _unread(settings, goal, service, reader)
    for district in sorted({goal.district for goal in wanted}):
        yield from _unfolded(settings, district, [goal for goal in wanted if goal.district == district])


def _readers(source: str) -> Iterator[tuple[str, str]]:
    for reader, sources in READERS.items():
        if source in sources:
            yield reader, reader.partition(".")[0]
    for projection in OWN_PROJECTIONS.get(source, ()):
        yield projection.reader, source


def _unpublished(settings: Settings, goal: Goal) -> Iterator[str]:
    with _inside(settings, goal.service, goal.district) as (connection, schema):
        published = _number(connection, SQL("SELECT position FROM {}.relay_position").format(schema))
    if published < goal.position:
        yield f"{goal.district}: {goal.service} hat erst {published} von {goal.position} Ereignissen versandt"


def _unread(settings: Settings, goal: Goal, service: str, reader: str) -> Iterator[str]:
    statement = SQL("SELECT position FROM {}.reader_positions WHERE reader = %s AND source = %s")
    with _inside(settings, service, goal.district) as (connection, schema):
        read = _number(connection, statement.format(schema), reader, goal.service)
    if read < goal.position:
        yield f"{goal.district}: {reader} kennt erst {read} von {goal.position} Ereignissen von {goal.service}"


def _unfolded(settings: Settings, district: str, wanted: list[Goal]) -> Iterator[str]:
    heads = {goal.service: goal.position for goal in wanted}
    with _inside(settings, "reporting", district) as (connection, _schema):
        arrived = has_arrived(connection, district, heads)
    if not arrived:
        yield f"{district}: die Auswertungen von reporting sind noch nicht auf dem Stand"


@contextmanager
def _inside(settings: Settings, service: str, district: str) -> Iterator[tuple[Connection[Any], Identifier]]:
    """A transaction inside a district of a service's database."""
    connections = pool(settings.service_database_url(service))
    with connections.transaction() as connection, enter(connection, district) as schema:
        yield connection, schema


def _number(connection: Connection[Any], statement: Any, *values: object) -> int:
    row = connection.execute(statement, values).fetchone()
    return int(row[0]) if row else 0
