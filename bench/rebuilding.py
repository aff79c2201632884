"""Rebuild from the sealed journal, against a fold in SQL over open typed rows, and the library's ProjectionRunner."""

from contextlib import closing
from functools import partial
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from bench import library_fold, people
from bench.figures import Aim, Figure, Section
from bench.filling import append, commits, open_operation, to_journal
from bench.rounds import alternate, timed
from bench.stage import Stage
from services.kernel.database import connect
from services.kernel.district import schema_of
from services.kernel.projected_rows import Table
from services.reporting.folding import runner_with
from services.reporting.opening import opener
from services.reporting.projections.participation_versions import TABLE as PARTICIPATIONS
from services.reporting.projections.status_versions import TABLE as STATUSES
from services.reporting.rebuild import rebuild_one

TITLE: Final = "Rebuild"
FOLDED: Final = (PARTICIPATIONS, STATUSES)
TYPED: Final = """
    CREATE TABLE {typed}.{table} AS SELECT valid_from AS position, {key}, {columns} FROM {live}.{table} ORDER BY 1"""
FOLD: Final = """
    INSERT INTO {rows}.{table} ({key}, {columns}, valid_from, valid_to, since)
    SELECT {key}, {columns}, position, lead(position) OVER life, first_value(position) OVER life
    FROM {typed}.{table} WINDOW life AS (PARTITION BY {key} ORDER BY position)"""
DIFFERENT: Final = """
    SELECT count(*) FROM (
        (TABLE {rows}.{table} EXCEPT TABLE {live}.{table}) UNION ALL (TABLE {live}.{table} EXCEPT TABLE {rows}.{table})
    ) AS either"""


def measure(stage: Stage) -> Section:
    """The rebuild is the whole command: shadow tables, fold, digests of both, switch."""
    participations, single = stage.amount(20_000, 500), stage.amount(1500, 100)
    key = stage.district()
    open_operation(stage, key)
    append(stage, key, commits(stage, key, people.facts(participations)))
    count = to_journal(stage, key)
    with closing(connect(stage.settings.admin_database_url("lotse_reporting"))) as connection:
        rebuild_one(connection, key, runner_with(opener(stage.settings)))
        _make_typed(connection, key)
        runs = {
            "ours": partial(_rebuild, stage, connection, key, count),
            "sql": partial(_fold_in_sql, connection, key, count),
        }
        with library_fold.filled(stage, single) as library:
            runs["library"] = partial(library_fold.run, library)
            seconds = alternate(runs, stage.rounds)
    subject = f"lotse rebuild of {count} facts: read the journal, open, fold, write, compare, switch"
    common: dict[str, Any] = {"unit": "1/s", "of": "rate", "subject": subject, "subject_seconds": seconds["ours"]}
    return Section(
        TITLE,
        [
            Figure(
                name="rebuild.sql",
                title="Rebuild against a fold in SQL",
                yardstick="INSERT … SELECT with window functions over unsealed typed rows, into the same tables",
                yardstick_seconds=seconds["sql"],
                aim=Aim(">=", 0.25),
                **common,
            ),
            Figure(
                name="rebuild.library",
                title="Rebuild against the library's ProjectionRunner",
                yardstick=f"eventsourcing's ProjectionRunner on the same fold, {2 * single} unsealed events",
                yardstick_seconds=seconds["library"],
                aim=Aim(">=", 20),
                **common,
            ),
        ],
    )


def _rebuild(stage: Stage, connection: Connection[Any], key: str, count: int) -> float:
    with timed() as clock:
        rebuilt = rebuild_one(connection, key, runner_with(opener(stage.settings)))
    assert not rebuilt.differs, rebuilt
    return clock.seconds / count


def _make_typed(connection: Connection[Any], key: str) -> None:
    connection.execute("CREATE SCHEMA typed")
    connection.execute("CREATE SCHEMA rows")
    for table in FOLDED:
        connection.execute(_of(key, table, TYPED))
    connection.execute("ANALYZE")


def _fold_in_sql(connection: Connection[Any], key: str, count: int) -> float:
    """Into empty tables of the same shape, in one transaction; what comes out is what the rebuild wrote."""
    for table in FOLDED:
        connection.execute(_of(key, table, "DROP TABLE IF EXISTS {rows}.{table}"))
    with timed() as clock, connection.transaction():
        for table in FOLDED:
            connection.execute(_of(key, table, "CREATE TABLE {rows}.{table} (LIKE {live}.{table} INCLUDING ALL)"))
            connection.execute(_of(key, table, FOLD))
    for table in FOLDED:
        row = connection.execute(_of(key, table, DIFFERENT)).fetchone()
        assert row == (0,), (table.name, row)
    return clock.seconds / count


def _of(key: str, table: Table, statement: str) -> Composed:
    return SQL(statement).format(
        live=Identifier(schema_of(key)),
        typed=Identifier("typed"),
        rows=Identifier("rows"),
        table=Identifier(table.name),
        key=Identifier(table.key),
        columns=SQL(", ").join(map(Identifier, table.columns)),
    )
