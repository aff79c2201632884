"""A single append: one fact, one command, through the log's own function, against a bare INSERT and the library."""

from contextlib import closing
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec
from eventsourcing.application import Application
from eventsourcing.persistence import StoredEvent
from psycopg import Connection

from bench.figures import Aim, Figure, Section
from bench.rounds import alternate, timed
from bench.stage import OPERATION, Stage
from services.contracts.intake import ContactDetails, ContactRecorded
from services.kernel.database import connect, pool
from services.kernel.facts import fact_type
from services.kernel.ids import uuid7
from services.kernel.log import Commit, Log, NewFact
from services.kernel.times import now

TITLE: Final = "A single fact"
TOPIC: Final = fact_type(ContactRecorded).topic
DATA: Final = msgspec.json.encode(
    ContactRecorded(
        contact_id=UUID(int=1), operation=OPERATION, date=date(2026, 3, 2), sozialraum="nord", details=ContactDetails()
    )
)
CREATE: Final = """
    CREATE TABLE facts (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL, stream uuid NOT NULL,
        version integer NOT NULL, topic text NOT NULL, data bytea NOT NULL, recorded timestamptz NOT NULL,
        command_id uuid NOT NULL, correlation_id uuid NOT NULL, actor text NOT NULL)"""
INSERT: Final = """
    INSERT INTO facts (id, stream, version, topic, data, recorded, command_id, correlation_id, actor)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"""


def measure(stage: Stage) -> Section:
    """One writer, one fact a call, every call a commit on the disk."""
    count, key = stage.amount(500, 50), stage.district()
    log = Log("intake", pool(stage.settings.service_database_url("intake")))
    library: Application[Any] = Application(stage.library_environment("single_append"))
    with closing(connect(stage.yardstick_url)) as connection:
        connection.execute(CREATE)
        runs = {
            "ours": partial(_ours, log, key, count),
            "insert": partial(_insert, connection, count),
            "library": partial(_library, library, count),
        }
        seconds = alternate(runs, stage.rounds)
    library.close()
    log.close()
    common: dict[str, Any] = {"unit": "1/s", "of": "rate", "subject_seconds": seconds["ours"]}
    return Section(
        TITLE,
        [
            Figure(
                name="append.insert",
                title="Single append against a bare INSERT",
                subject="Log.append: one command with one fact",
                yardstick="INSERT of the same columns into a table with one primary key, autocommit",
                yardstick_seconds=seconds["insert"],
                aim=Aim(">=", 0.7),
                **common,
            ),
            Figure(
                name="append.library",
                title="Single append against the library's default recorder",
                subject="Log.append: one command with one fact",
                yardstick="eventsourcing's PostgresApplicationRecorder.insert_events, default settings",
                yardstick_seconds=seconds["library"],
                aim=Aim(">=", 2.5),
                **common,
            ),
        ],
    )


def a_commit() -> Commit:
    """One fact on a stream of its own."""
    fact = NewFact(uuid7(), uuid7(), 1, TOPIC, DATA)
    return Commit(uuid7(), b"", "bench", uuid7(), None, None, [fact], fact.stream)


def _ours(log: Log, key: str, count: int) -> float:
    with timed() as clock:
        for _ in range(count):
            log.append(key, [a_commit()])
    return clock.seconds / count


def _insert(connection: Connection[Any], count: int) -> float:
    with timed() as clock:
        for _ in range(count):
            row = (uuid7(), uuid7(), 1, TOPIC, DATA, now(), uuid7(), uuid7(), "bench")
            connection.execute(INSERT, row)
    return clock.seconds / count


def _library(library: Application[Any], count: int) -> float:
    with timed() as clock:
        for _ in range(count):
            library.recorder.insert_events([StoredEvent(uuid4(), 1, TOPIC, DATA)])
    return clock.seconds / count
