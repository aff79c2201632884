"""The yardstick of rebuild: the same fold of participations by eventsourcing's ProjectionRunner, an event a commit."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL, Composable, Composed, Identifier

from bench import people
from bench.rounds import timed
from bench.stage import Stage
from services.contracts.intake import Participation
from services.kernel.database import connect
from services.kernel.facts import plain

SCHEMA: Final = "library_fold"
FOLDED: Final = "participation_versions"
ENTRY: Final = (
    *("operation", "sozialraum", "state", "entry_date", "exit_date", "gender", "employment", "unemployed_since"),
    *("in_education", "isced"),
)
TRAITS: Final = (
    "birth_date",
    "disability",
    "foreign_background",
    "minority",
    "citizenship",
    "housing",
    "residence_ags",
)
CREATE: Final = """
    CREATE TABLE {} (
        participation uuid NOT NULL, operation text NOT NULL, sozialraum text NOT NULL, state text NOT NULL,
        entry_date date NOT NULL, exit_date date, gender text, employment text, unemployed_since date,
        in_education text, isced smallint, birth_date date, disability text, foreign_background text, minority text,
        citizenship text, housing text, residence_ags text, valid_from bigint NOT NULL, valid_to bigint,
        PRIMARY KEY (participation, valid_from))"""
# Positions too: with those of an earlier round the runner would be done before it began.
KEPT: Final = """
    SELECT tablename::text FROM pg_tables
    WHERE schemaname = %s AND (tablename = %s OR tablename LIKE '%%tracking%%')"""
COUNT: Final = "SELECT count(*) FROM {}"
CLOSE: Final = "UPDATE {} SET valid_to = %s WHERE participation = %s AND valid_to IS NULL"
OPEN: Final = "INSERT INTO {} VALUES ({})"
PATIENCE_S: Final = 120.0


@dataclass(frozen=True)
class EntryTold(DomainEvent):
    """A participation as it is known, as JSON values; nothing is sealed."""

    entry: dict[str, Any]


class Rows(PostgresTrackingRecorder):
    """The rows, in the transaction of the position."""

    def keep(self, told: EntryTold, tracking: Tracking) -> None:
        entry = told.entry
        values = [entry.get(name) for name in ENTRY] + [entry["traits"].get(name) for name in TRAITS]
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(_of(CLOSE), (tracking.notification_id, told.originator_id), prepare=True)
            row = (told.originator_id, *values, tracking.notification_id)
            cursor.execute(_of(OPEN, SQL(", ").join([SQL("%s")] * len(row))), row, prepare=True)
            self._insert_tracking(cursor, tracking)


class Versions(Projection[Rows]):
    """Ends the version before and begins the next, as participation_versions does."""

    def process_event(self, domain_event: EntryTold, tracking: Tracking) -> None:
        self.view.keep(domain_event, tracking)


@dataclass(frozen=True, slots=True)
class Filled:
    """An application of the library with that many events."""

    url: str
    environment: dict[str, str]
    events: int


@contextmanager
def filled(stage: Stage, participations: int) -> Iterator[Filled]:
    """Events of the first participations: entered, then corrected."""
    environment = stage.library_environment(SCHEMA)
    facts = [fact for fact in people.facts(participations) if isinstance(fact, Participation)]
    with closing(Application[UUID](environment)) as application:
        for number, fact in enumerate(facts):
            version = 1 + number // participations
            event = EntryTold(fact.participation_id, version, datetime.now(UTC), plain(fact))
            application.events.put([event])
    yield Filled(stage.yardstick_url, environment, len(facts))


def run(filled: Filled) -> float:
    """Empty tables, then everything from the first event; seconds an event."""
    with closing(connect(filled.url)) as connection:
        for (table,) in connection.execute(KEPT, (SCHEMA, FOLDED)).fetchall():
            connection.execute(SQL("DROP TABLE {}").format(Identifier(SCHEMA, table)))
        connection.execute(_of(CREATE))
    with timed() as clock, _runner(filled) as runner:
        runner.wait(filled.events, PATIENCE_S)
    with closing(connect(filled.url)) as connection:
        rows = connection.execute(_of(COUNT)).fetchone()
    assert rows == (filled.events,), f"{rows} rows of {filled.events} events"
    return clock.seconds / filled.events


def _runner(filled: Filled) -> ProjectionRunner[Application[UUID], Rows]:
    """It begins to fold as soon as it is made."""
    return ProjectionRunner(
        application_class=Application[UUID], projection_class=Versions, view_class=Rows, env=filled.environment
    )


def _of(statement: str, *more: Composable) -> Composed:
    return SQL(statement).format(Identifier(SCHEMA, FOLDED), *more)
