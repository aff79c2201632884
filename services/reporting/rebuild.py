"""Rebuild: every projection anew from the journal into shadow tables while the live ones serve, then one switch.

The shadow tables stand in a schema of their own; moving them into the district's changes the catalogue only, so the
switch takes milliseconds. It runs as the owner role: services have no right to create or drop tables.
"""

import gc
import hashlib
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

import psycopg
import structlog
from psycopg import Connection, sql

from services.kernel.backoff import Backoff
from services.kernel.database import connect
from services.kernel.district import district_role, owner_role, schema_of, suffix_of
from services.kernel.points import reached
from services.kernel.projected_rows import Table
from services.kernel.projection import NO_LOG, LivePlace, Projection, ProjectionRunner, SqlPlace
from services.kernel.registry import registered_districts
from services.kernel.settings import Settings
from services.reporting import journal
from services.reporting.bi.publication import make_anew
from services.reporting.folding import SERVICE, runner_with
from services.reporting.integrity import check, checkpoint
from services.reporting.opening import opener
from services.reporting.projections import PROJECTIONS

SWITCH_TRIES: Final = 20
LOCK_TIMEOUT: Final = "500ms"
NEVER: Final = threading.Event()
REBUILD_LOCK: Final = 0x7265_6275  # "rebu"
MOVE_POSITIONS: Final = """
    UPDATE {live}.reader_positions AS live SET position = built.position, recorded = built.recorded, stopped = NULL
    FROM {shadow}.reader_positions AS built
    WHERE built.reader = live.reader AND built.source = live.source AND live.source = %s"""
REMOVE_POSITIONS: Final = """
    DELETE FROM {live}.reader_positions AS live
    WHERE source = %s AND reader NOT IN (SELECT reader FROM {shadow}.reader_positions)"""

log = structlog.get_logger()


class AlreadyRebuilding(Exception):
    """Another process rebuilds this district; the message is German."""

    def __init__(self, district: str) -> None:
        super().__init__(f"Der Landkreis {district} wird gerade schon neu aufgebaut.")


class StandsStill(Exception):
    """A fact cannot be folded, so the live tables stay; the message is German."""

    def __init__(self, projection: str, reason: str) -> None:
        super().__init__(f"Neuaufbau von {projection} nicht möglich: {reason}")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One district: facts folded, the journal index reached, and the digests of a projection's rows by its name.

    ``differs`` names the projections whose live rows, at the same index, were other ones than the rebuilt.
    """

    district: str
    facts: int
    index: int
    digests: dict[str, str]
    differs: tuple[str, ...]


@dataclass(frozen=True)
class ShadowPlace(SqlPlace):
    """The schema of the shadow tables; the connection is the owner already."""

    district: str

    @property
    def schema(self) -> str:
        return f"rebuild_{suffix_of(self.district)}"

    @contextmanager
    def enter(self, conn: Connection[Any]) -> Iterator[None]:  # noqa: ARG002 - nothing to enter
        yield


def rebuild(settings: Settings, district: str | None = None) -> list[Rebuilt]:
    """One district or all; raises AlreadyRebuilding, StandsStill, JournalChanged (the live tables then stay)."""
    with closing(connect(settings.admin_database_url(f"lotse_{SERVICE}"))) as conn:
        keys = [each.key for each in registered_districts(conn)] if district is None else [district]
        return [rebuild_one(conn, key, runner_with(opener(settings))) for key in keys]


def rebuild_one(conn: Connection[Any], district: str, runner: ProjectionRunner) -> Rebuilt:
    """Rebuild a district on the operator's connection (autocommit)."""
    place = ShadowPlace(district)
    with _alone(conn, district):
        _prepare(conn, place)
        try:
            with _as_owner(conn), _without_collector():
                check(conn, district, checkpoint(conn, district))
                facts = _fold(conn, runner, place, None)
                reached("rebuild.built")
                rebuilt = _switch_patiently(conn, runner, place, facts)
                reached("rebuild.switched")
        finally:
            _drop(conn, place)
    log.info("projection_rebuilt", district=district, facts=rebuilt.facts)
    return rebuilt


def fold_digest(conn: Connection[Any], schema: str, projection: Projection) -> str:
    """SHA-256 (hex) over all rows of a projection's tables in the order of their keys."""
    digest = hashlib.sha256()
    for table in projection.tables:
        with conn.cursor() as cursor, cursor.copy(_rows(schema, table)) as copy:
            for block in copy:
                digest.update(block)
    return digest.hexdigest()


def fold_digests(conn: Connection[Any], schema: str) -> dict[str, str]:
    """The digest of every projection by its name."""
    return {one.name: fold_digest(conn, schema, one) for one in PROJECTIONS}


# --- steps -------------------------------------------------------------------------


def _fold(conn: Connection[Any], runner: ProjectionRunner, place: ShadowPlace, until: int | None) -> int:
    folded = 0
    for name, standing in runner.catch_up(conn, place.district, place, until).items():
        if standing.stopped is not None:
            raise StandsStill(name, standing.stopped)
        folded += standing.folded
    return folded


def _switch_patiently(conn: Connection[Any], runner: ProjectionRunner, place: ShadowPlace, facts: int) -> Rebuilt:
    """A long read on a live table makes the switch wait; it gives way and tries again instead of blocking others."""
    backoff = Backoff()
    for left in reversed(range(SWITCH_TRIES)):
        try:
            with conn.transaction():
                return _switch(conn, runner, place, facts)
        except psycopg.errors.LockNotAvailable:
            if left == 0:
                raise
            backoff.wait(NEVER)
    raise AssertionError


def _switch(conn: Connection[Any], runner: ProjectionRunner, place: ShadowPlace, facts: int) -> Rebuilt:
    conn.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(LOCK_TIMEOUT))
    live = schema_of(place.district)
    live_place = LivePlace(place.district)  # its positions are locked: nobody folds meanwhile
    before = {one.name: _position(conn, live_place, one) for one in runner.projections}
    facts += _fold(conn, runner, place, None)
    after = {one.name: _position(conn, place, one) for one in runner.projections}
    digests = {one.name: fold_digest(conn, place.schema, one) for one in runner.projections}
    differs = [
        one.name
        for one in runner.projections
        if before[one.name] == after[one.name] and fold_digest(conn, live, one) != digests[one.name]
    ]
    _move_positions(conn, live, place.schema)
    for table in _tables(runner.projections):
        _replace(conn, live, place, table)
    make_anew(conn, live)
    reached("rebuild.switching")
    return Rebuilt(place.district, facts, min(after.values(), default=0), digests, tuple(differs))


def _position(conn: Connection[Any], place: SqlPlace, projection: Projection) -> int:
    return place.position(conn, projection.reader, journal.NAME).lock(NO_LOG).position


def _move_positions(conn: Connection[Any], live: str, shadow: str) -> None:
    """Rows are updated in place, for whoever waits for one must find it; those of older versions go."""
    places = {"live": sql.Identifier(live), "shadow": sql.Identifier(shadow)}
    for statement in (MOVE_POSITIONS, REMOVE_POSITIONS):
        conn.execute(sql.SQL(statement).format(**places), (journal.NAME,))


def _replace(conn: Connection[Any], live: str, place: ShadowPlace, table: Table) -> None:
    names = {
        "live": sql.Identifier(live),
        "shadow": sql.Identifier(place.schema),
        "table": sql.Identifier(table.name),
        "role": sql.Identifier(district_role(SERVICE, place.district)),
    }
    for statement in (
        "DROP TABLE {live}.{table}",
        "ALTER TABLE {shadow}.{table} SET SCHEMA {live}",
        "GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON {live}.{table} TO {role}",
    ):
        conn.execute(sql.SQL(statement).format(**names))


def _prepare(conn: Connection[Any], place: ShadowPlace) -> None:
    """Empty shadow tables of the same shape; what a killed rebuild left is dropped."""
    _drop(conn, place)
    owner = sql.Identifier(owner_role(SERVICE))
    shadow, live = sql.Identifier(place.schema), sql.Identifier(schema_of(place.district))
    with conn.transaction():
        conn.execute(sql.SQL("CREATE SCHEMA {} AUTHORIZATION {}").format(shadow, owner))
        conn.execute(sql.SQL("SET LOCAL ROLE {}").format(owner))
        for name in ("reader_positions", *(table.name for table in _tables(PROJECTIONS))):
            statement = sql.SQL("CREATE TABLE {}.{} (LIKE {}.{} INCLUDING ALL)")
            conn.execute(statement.format(shadow, sql.Identifier(name), live, sql.Identifier(name)))


def _drop(conn: Connection[Any], place: ShadowPlace) -> None:
    with _as_owner(conn):
        conn.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(place.schema)))


@contextmanager
def _as_owner(conn: Connection[Any]) -> Iterator[None]:
    conn.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(owner_role(SERVICE))))
    try:
        yield
    finally:
        conn.execute("RESET ROLE")


@contextmanager
def _without_collector() -> Iterator[None]:
    """Folding makes no cycles; to look for some among the facts of a batch takes a quarter of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _alone(conn: Connection[Any], district: str) -> Iterator[None]:
    values = (REBUILD_LOCK, district)
    row = conn.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", values).fetchone()
    if row is None or not row[0]:
        raise AlreadyRebuilding(district)
    try:
        yield
    finally:
        conn.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", values)


def _tables(projections: Iterable[Projection]) -> list[Table]:
    return [table for one in projections for table in one.tables]


def _rows(schema: str, table: Table) -> sql.Composed:
    columns = sql.SQL(", ").join(map(sql.Identifier, table.written))
    order = sql.SQL(", ").join(map(sql.Identifier, (table.key, "valid_from") if table.versioned else (table.key,)))
    statement = sql.SQL("COPY (SELECT {} FROM {}.{} ORDER BY {}) TO STDOUT")
    return statement.format(columns, sql.Identifier(schema), sql.Identifier(table.name), order)
