"""History read back: replay and rebuild of the sealed journal against COPY, and opening facts against a mapper.

``replay`` measures some ten thousand facts, ``million`` a million: what caches and small tables hide shows there.
"""

from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from eventsourcing.application import Application
from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from bench import people
from bench.figures import Figure, Section
from bench.filling import append, commits, log_of, open_operation, to_journal
from bench.library_fold import EntryTold
from bench.rounds import Run, alternate, timed
from bench.stage import Stage
from services.contracts.intake import Participation
from services.kernel.database import connect, pool
from services.kernel.district import schema_of
from services.kernel.facts import plain
from services.reporting.folding import runner_with
from services.reporting.opening import opener
from services.reporting.projections.participation_versions import TABLE as PARTICIPATIONS
from services.reporting.projections.status_versions import TABLE as STATUSES
from services.reporting.rebuild import rebuild_one
from services.reporting.replay import as_line, replay

TITLE: Final = "Replay, and rebuild against COPY"
MILLION: Final = 1_000_000
MAPPED: Final = 2000
FOLDED: Final = (PARTICIPATIONS, STATUSES)
OUT: Final = "COPY (SELECT time, source, sequence, body FROM {live}.journal ORDER BY time, source, sequence) TO STDOUT"
AGAIN: Final = "CREATE TABLE {copied}.{table} (LIKE {live}.{table} INCLUDING ALL)"


def measure(stage: Stage) -> Section:
    """Of some ten thousand facts."""
    return _measured(stage, stage.amount(10_000, 300), stage.rounds)


def measure_million(stage: Stage) -> Section:
    """Of a million facts; filling them in takes the longest."""
    participations = stage.amount(_enough(MILLION), _enough(5000))
    return _measured(stage, participations, stage.amount(1, stage.rounds))


def _enough(facts: int) -> int:
    """How many participations tell so many facts."""
    each = len(list(people.facts(100))) / 100
    return round(facts / each) + 1


def _measured(stage: Stage, participations: int, rounds: int) -> Section:
    key = stage.district()
    open_operation(stage, key)
    append(stage, key, commits(stage, key, people.facts(participations)))
    count = to_journal(stage, key)
    with closing(connect(stage.settings.admin_database_url("lotse_reporting"))) as connection:
        rebuild_one(connection, key, runner_with(opener(stage.settings)))
        connection.execute("CREATE SCHEMA copied")
        runs: dict[str, Run] = {
            "replay": partial(_replay, stage, key, count),
            "out": partial(_copy_out, connection, key, count),
            "rebuild": partial(_rebuild, stage, connection, key, count),
            "copy": partial(_copy_rows, connection, key, count),
            "open": partial(_open, stage, key, min(count, MAPPED)),
            "mapper": _mapping(stage),
        }
        seconds = alternate(runs, rounds)
    return Section(f"{TITLE}, {count} facts", _figures(count, seconds))


def _figures(count: int, seconds: dict[str, list[float]]) -> list[Figure]:
    common: dict[str, Any] = {"unit": "1/s", "of": "rate"}
    return [
        Figure(
            name="replay.copy",
            title=f"Replay of {count} facts against COPY",
            subject=f"lotse replay of {count} facts: page by key, decode, write a line each",
            yardstick="COPY of the same rows in the same order, as one statement",
            subject_seconds=seconds["replay"],
            yardstick_seconds=seconds["out"],
            **common,
        ),
        Figure(
            name="rebuild.copy",
            title=f"Rebuild of {count} facts against COPY",
            subject=f"lotse rebuild of {count} facts",
            yardstick="COPY of the finished rows into empty tables of the same shape",
            subject_seconds=seconds["rebuild"],
            yardstick_seconds=seconds["copy"],
            **common,
        ),
        Figure(
            name="open.mapper",
            title="Opening facts against the library's mapper",
            subject="a stored fact to its class: unseal (AES-GCM), decode, check against its contract",
            yardstick="eventsourcing's Mapper.to_domain_event with its JSON transcoder, nothing sealed",
            subject_seconds=seconds["open"],
            yardstick_seconds=seconds["mapper"],
            **common,
        ),
    ]


def _replay(stage: Stage, key: str, count: int) -> float:
    connections = pool(stage.settings.service_database_url("reporting"))
    with timed() as clock:
        told = sum(1 for event in replay(connections, key) if as_line(event))
    assert told >= count, (told, count)
    return clock.seconds / count


def _copy_out(connection: Connection[Any], key: str, count: int) -> float:
    with timed() as clock, connection.cursor() as cursor, cursor.copy(_of(key, OUT)) as rows:
        for _ in rows:
            pass
    return clock.seconds / count


def _rebuild(stage: Stage, connection: Connection[Any], key: str, count: int) -> float:
    with timed() as clock:
        rebuilt = rebuild_one(connection, key, runner_with(opener(stage.settings)))
    assert not rebuilt.differs, rebuilt
    return clock.seconds / count


def _copy_rows(connection: Connection[Any], key: str, count: int) -> float:
    """Out of the finished tables, through the client, into empty ones with the same indexes; one transaction."""
    for table in FOLDED:
        connection.execute(_of(key, "DROP TABLE IF EXISTS {copied}.{table}", table.name))
    with timed() as clock, connection.transaction():
        for table in FOLDED:
            connection.execute(_of(key, AGAIN, table.name))
            with (
                connection.cursor() as cursor,
                cursor.copy(_of(key, "COPY {live}.{table} TO STDOUT", table.name)) as rows,
            ):
                blocks = list(rows)
            with (
                connection.cursor() as cursor,
                cursor.copy(_of(key, "COPY {copied}.{table} FROM STDIN", table.name)) as copy,
            ):
                for block in blocks:
                    copy.write(block)
    return clock.seconds / count


def _open(stage: Stage, key: str, count: int) -> float:
    rows, opens = log_of(stage, "intake").after(key, 0, count), opener(stage.settings)
    with timed() as clock:
        opened = opens(key, rows)
    assert len(opened) == count
    return clock.seconds / count


def _mapping(stage: Stage) -> Run:
    """The library's way from a stored event to its object; made once, run every round."""
    told = [fact for fact in people.facts(MAPPED) if isinstance(fact, Participation)][:MAPPED]
    with closing(Application[UUID](stage.library_environment("library_mapper"))) as application:
        mapper = application.mapper
    events = [EntryTold(fact.participation_id, 1, datetime.now(UTC), plain(fact)) for fact in told]
    stored = [mapper.to_stored_event(event) for event in events]

    def run() -> float:
        with timed() as clock:
            for each in stored:
                mapper.to_domain_event(each)
        return clock.seconds / len(stored)

    return run


def _of(key: str, statement: str, table: str = "journal") -> Composed:
    return SQL(statement).format(live=Identifier(schema_of(key)), copied=Identifier("copied"), table=Identifier(table))
