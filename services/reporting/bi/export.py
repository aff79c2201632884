"""Journal and projections as Parquet files: one file a table, written batch by batch in bounded memory.

The same rows give the same bytes: rows are in the order of their keys, and no time of writing is kept. The journal is
exported as it was received, sealed blocks sealed. Projections hold what reporting may open, person by person under
opaque ids: their export is for those who answer for the data, at the command line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from psycopg import Connection
from psycopg.sql import SQL, Composable, Identifier

from services.kernel.database import pool
from services.kernel.district import schema_of
from services.kernel.projected_rows import Table
from services.kernel.settings import Settings
from services.reporting import journal
from services.reporting.knowledge import reading
from services.reporting.projections import PROJECTIONS

BATCH: Final = 20_000  # rows in memory, and a row group
JOURNAL: Final = "journal"
TYPES: Final[Mapping[str, pa.DataType]] = {
    "text": pa.string(),
    "text[]": pa.list_(pa.string()),
    "integer[]": pa.list_(pa.int32()),
    "boolean": pa.bool_(),
    "smallint": pa.int16(),
    "integer": pa.int32(),
    "bigint": pa.int64(),
    "bytea": pa.binary(),
    "date": pa.date32(),
    "timestamp with time zone": pa.timestamp("us", tz="UTC"),
}
COLUMNS: Final = """
    SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
    WHERE attrelid = {}::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"""
ROWS: Final = "SELECT {columns} FROM {table} ORDER BY {order}"
# Ids, documents and whatever a projection may keep one day are written as the text that the database has for them.
AS_TEXT: Final = pa.string()


@dataclass(frozen=True, slots=True)
class Written:
    """A file ``<name>.parquet`` and how many rows it has."""

    name: str
    rows: int


def export(settings: Settings, district: str, folder: Path) -> list[Written]:
    """Write every table of a district at one state of knowledge; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = [(table.name, _order_of(table)) for one in PROJECTIONS for table in one.tables]
    with reading(pool(settings.service_database_url("reporting")), district) as conn:
        return [_write(conn, district, folder, *each) for each in [(JOURNAL, ("index",)), *tables]]


def _order_of(table: Table) -> Sequence[str]:
    return (table.key, "valid_from") if table.versioned else (table.key,)


def _write(conn: Connection[Any], district: str, folder: Path, name: str, order: Sequence[str]) -> Written:
    """Into a draft beside it, so that a file that is there is whole."""
    columns = _columns(conn, district, name)
    schema = pa.schema([pa.field(column, TYPES.get(type_, AS_TEXT)) for column, type_ in columns.items()])
    draft, rows = folder / f".{name}.parquet.draft", 0
    with pq.ParquetWriter(draft, schema, compression="zstd") as writer:
        for batch in _batches(conn, district, (name, order), columns):
            writer.write_table(pa.table(list(map(list, zip(*batch, strict=True))), schema=schema), row_group_size=BATCH)
            rows += len(batch)
    draft.replace(folder / f"{name}.parquet")
    return Written(name, rows)


def _columns(conn: Connection[Any], district: str, name: str) -> dict[str, str]:
    """The journal's columns are those of the envelope; of projections all that there are."""
    table = Identifier(schema_of(district), name).as_string(conn)
    found: dict[str, str] = dict(conn.execute(SQL(COLUMNS).format(table)).fetchall())
    return {column: found[column] for column in (journal.COLUMNS if name == JOURNAL else found)}


def _batches(
    conn: Connection[Any], district: str, table: tuple[str, Sequence[str]], columns: Mapping[str, str]
) -> Iterator[list[tuple[Any, ...]]]:
    name, order = table
    statement = SQL(ROWS).format(
        columns=SQL(", ").join(_selected(column, type_) for column, type_ in columns.items()),
        table=Identifier(schema_of(district), name),
        order=SQL(", ").join(map(Identifier, order)),
    )
    with conn.cursor(name=f"export_{name}") as cursor:
        cursor.execute(statement)
        while batch := cursor.fetchmany(BATCH):
            yield batch


def _selected(column: str, type_: str) -> Composable:
    return SQL("{}" if type_ in TYPES else "{}::text").format(Identifier(column))
