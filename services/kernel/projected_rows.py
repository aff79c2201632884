"""Rows of projections: tables with or without versions, and how a batch of changes is written to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from psycopg import Connection, sql

Key = UUID | str
Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a projection: one key column, value columns.

    ``versioned``: every change is a row valid for positions ``valid_from`` <= p < ``valid_to`` of its source's log,
    and ``since`` is the position from which the key has been there without a break. Otherwise only the last values
    are kept. ``blank``: what the columns of a sealed block hold once its key is destroyed; without any the row goes.
    """

    name: str
    key: str
    columns: tuple[str, ...]
    key_type: Literal["uuid", "text"] = "uuid"
    versioned: bool = True
    blank: tuple[tuple[str, object], ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        """All columns in the order in which rows are written."""
        tail = ("valid_from", "valid_to", "since") if self.versioned else ()
        return (self.key, *self.columns, *tail)


class Put(NamedTuple):
    """From this fact on, the key has these values."""

    table: Table
    key: Key
    values: Values


class Drop(NamedTuple):
    """From this fact on, the key is not there."""

    table: Table
    key: Key


class Erase(NamedTuple):
    """The key of a sealed block is destroyed: no version of the rows whose ``column`` is ``value`` says it any more."""

    table: Table
    column: str
    value: UUID


Change = Put | Drop | Erase


class Dated(NamedTuple):
    """At a position of its source's log a key took these values, or None: went away."""

    key: Key
    at: int
    values: Values | None


class Effect(NamedTuple):
    """What a batch does to a table: stored open versions to close (key, position), and whole rows to add."""

    closed: list[tuple[Key, int]]
    rows: list[Values]


def versions(since: Mapping[Key, int], changes: Iterable[Dated]) -> Effect:
    """Changes as versions; ``since``: the keys with an open version stored, and from where they have been there."""
    effect = Effect([], [])
    stored, fresh = dict(since), dict[Key, tuple[Dated, int]]()
    for change in changes:
        first = _close(effect, stored, fresh, change)
        if change.values is not None:
            fresh[change.key] = (change, change.at if first is None else first)
    effect.rows.extend(_row(opened, None, first) for opened, first in fresh.values())
    return effect


def _close(effect: Effect, stored: dict[Key, int], fresh: dict[Key, tuple[Dated, int]], change: Dated) -> int | None:
    """End the key's open version, if any; returns since when the key had been there."""
    if change.key in fresh:
        opened, first = fresh.pop(change.key)
        effect.rows.append(_row(opened, change.at, first))
        return first
    if change.key in stored:
        effect.closed.append((change.key, change.at))
        return stored.pop(change.key)
    return None


def _row(opened: Dated, until: int | None, first: int) -> Values:
    return (opened.key, *(opened.values or ()), opened.at, until, first)


def latest(changes: Iterable[Dated]) -> dict[Key, Values | None]:
    """The last values of each key, None where it went away."""
    return {change.key: change.values for change in changes}


# --- SQL --------------------------------------------------------------------------

OPEN: Final = "SELECT {key}, since FROM {s}.{table} WHERE valid_to IS NULL AND {key} = ANY (%s::{type}[])"
CLOSE: Final = """
    UPDATE {s}.{table} AS stored SET valid_to = closed.at
    FROM unnest(%s::{type}[], %s::bigint[]) AS closed (key, at)
    WHERE stored.{key} = closed.key AND stored.valid_to IS NULL"""
REMOVE: Final = "DELETE FROM {s}.{table} WHERE {key} = ANY (%s::{type}[])"
FORGET: Final = "DELETE FROM {s}.{table} WHERE {column} = %s"
BLANK: Final = "UPDATE {s}.{table} SET {values} WHERE {column} = %s"
COPY: Final = "COPY {s}.{table} ({columns}) FROM STDIN"


def write_table(conn: Connection[Any], schema: str, table: Table, changes: Sequence[Dated]) -> None:
    """Write the changes of one batch (in order) to a table, inside the open transaction."""
    if not table.versioned:
        last = latest(changes)
        conn.execute(_of(schema, table, REMOVE), (list(last),))
        _copy(conn, schema, table, [(key, *values) for key, values in last.items() if values is not None])
        return
    keys = list({change.key for change in changes})
    since = dict(conn.execute(_of(schema, table, OPEN), (keys,)).fetchall())
    effect = versions(since, changes)
    if effect.closed:
        conn.execute(_of(schema, table, CLOSE), tuple(map(list, zip(*effect.closed, strict=True))))
    _copy(conn, schema, table, effect.rows)


def erase_rows(conn: Connection[Any], schema: str, erase: Erase) -> None:
    """Take what was sealed out of every version, inside the open transaction; a fact behind it has nothing to tell."""
    places = {"s": schema, "table": erase.table.name, "column": erase.column}
    names = {name: sql.Identifier(place) for name, place in places.items()}
    set_ = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column, _ in erase.table.blank)
    statement = sql.SQL(BLANK).format(**names, values=set_) if erase.table.blank else sql.SQL(FORGET).format(**names)
    conn.execute(statement, (*(value for _, value in erase.table.blank), erase.value))


def _copy(conn: Connection[Any], schema: str, table: Table, rows: Sequence[Values]) -> None:
    if not rows:
        return
    with conn.cursor() as cursor, cursor.copy(_of(schema, table, COPY)) as copy:
        for row in rows:
            copy.write_row(row)


def _of(schema: str, table: Table, statement: str) -> sql.Composed:
    return sql.SQL(statement).format(
        s=sql.Identifier(schema),
        table=sql.Identifier(table.name),
        key=sql.Identifier(table.key),
        type=sql.SQL(table.key_type),
        columns=sql.SQL(", ").join(map(sql.Identifier, table.written)),
    )
