"""The journal: every fact of every source as received, append-only per district, numbered, under a Merkle tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from psycopg import Connection, sql

from services.kernel.district import schema_of
from services.kernel.envelope import Envelope, log_row, read_envelope
from services.kernel.projection import Entry
from services.reporting.domain.merkle import Frontier, leaf_hash

NAME: Final = "journal"
COLUMNS: Final = ("index", "source", "sequence", "log_id", "time", "topic", "subject", "body")

HEAD: Final = "SELECT size, frontier FROM {s}.journal_head"
MOVE_HEAD: Final = "UPDATE {s}.journal_head SET size = %s, frontier = %s"
COPY: Final = (
    "COPY {s}.journal (index, source, sequence, log_id, time, topic, subject, body) FROM STDIN (FORMAT BINARY)"
)
TYPES: Final = ("int8", "text", "int8", "uuid", "timestamptz", "text", "uuid", "bytea")
AFTER: Final = """
    SELECT index, body FROM {s}.journal
    WHERE index > %s AND index <= %s AND topic <> ALL (%s) ORDER BY index LIMIT %s"""
LEAVES: Final = "SELECT sha256('\\x00'::bytea || body) FROM {s}.journal WHERE index <= %s ORDER BY index"
POSITIONS_AT: Final = """
    SELECT asked.source, coalesce((
        SELECT j.sequence FROM {s}.journal AS j WHERE j.source = asked.source
        AND (%(known_at)s::timestamptz IS NULL OR j.time <= %(known_at)s) AND j.index <= %(index)s
        ORDER BY j.source DESC, j.time DESC, j.sequence DESC LIMIT 1), 0)
    FROM unnest(%(sources)s::text[]) AS asked (source)"""
INDEX_OF: Final = "SELECT index FROM {s}.journal WHERE source = %s AND sequence = %s"
HISTORY: Final = """
    SELECT time, source, sequence, body FROM {s}.journal
    WHERE (time, source, sequence) > (%(time)s::timestamptz, %(source)s, %(sequence)s)
    AND (%(until)s::timestamptz IS NULL OR time <= %(until)s)
    ORDER BY time, source, sequence LIMIT %(limit)s"""


def append(conn: Connection[Any], district: str, source: str, envelopes: Sequence[Envelope]) -> None:
    """Add a dense run of one source and grow the tree, inside the reader's transaction in that district.

    Raises psycopg.errors.UniqueViolation when a position is there already.
    """
    schema = schema_of(district)
    frontier = _frontier(conn, schema, lock=True)
    rows = [
        (index, source, one.sequence, one.log_id, one.time, one.topic, one.subject, one.body)
        for index, one in enumerate(envelopes, start=frontier.size + 1)
    ]
    with conn.cursor() as cursor, cursor.copy(_in(schema, COPY)) as copy:
        copy.set_types(TYPES)
        for row in rows:
            copy.write_row(row)
    grown = frontier.extended(leaf_hash(one.body) for one in envelopes)
    conn.execute(_in(schema, MOVE_HEAD), (grown.size, grown.packed()))


@dataclass(frozen=True, slots=True)
class JournalHistory:
    """The journal as the history that reporting's projections fold."""

    name: str = NAME

    def head(self, conn: Connection[Any], key: str) -> int:
        return tree(conn, key).size

    def after(
        self, conn: Connection[Any], key: str, span: tuple[int, int], ignored: Sequence[str], limit: int
    ) -> Sequence[Entry]:
        """Entries between two indexes whose topic is not ignored."""
        values = (*span, list(ignored), limit)
        with conn.cursor(binary=True) as cursor:
            found = cursor.execute(_in(schema_of(key), AFTER), values).fetchall()
        return [_entry(index, body) for index, body in found]


def tree(conn: Connection[Any], district: str) -> Frontier:
    """The Merkle tree over the whole journal: its size and root."""
    return _frontier(conn, schema_of(district), lock=False)


def leaves(conn: Connection[Any], district: str, size: int) -> list[bytes]:
    """The leaf hashes of the first ``size`` entries, for proofs."""
    return [row[0] for row in conn.execute(_in(schema_of(district), LEAVES), (size,), binary=True)]


def positions_at(
    conn: Connection[Any], district: str, sources: Sequence[str], index: int, known_at: datetime | None
) -> dict[str, int]:
    """One position a source (0: nothing): what was recorded by ``known_at``, within the first ``index`` entries."""
    values = {"sources": list(sources), "index": index, "known_at": known_at}
    return dict(conn.execute(_in(schema_of(district), POSITIONS_AT), values).fetchall())


def index_of(conn: Connection[Any], district: str, heads: Mapping[str, int]) -> int | None:
    """The index by which all these source positions are in the journal; None while one is missing."""
    found = [_index(conn, district, source, sequence) for source, sequence in heads.items() if sequence > 0]
    return None if None in found else max((index for index in found if index is not None), default=0)


class Told(NamedTuple):
    """One entry of the history, in the order of recording."""

    time: datetime
    source: str
    sequence: int
    body: bytes


START: Final = Told(datetime.min.replace(tzinfo=UTC), "", 0, b"")


def page(conn: Connection[Any], district: str, after: Told, until: datetime | None, limit: int) -> list[Told]:
    """The next entries by (time, source, sequence) recorded until then; paged by key, so that no snapshot is held."""
    values = {
        "time": after.time if after.sequence else "-infinity",
        "source": after.source,
        "sequence": after.sequence,
        "until": until,
        "limit": limit,
    }
    return [Told(*row) for row in conn.execute(_in(schema_of(district), HISTORY), values)]


def _index(conn: Connection[Any], district: str, source: str, sequence: int) -> int | None:
    row = conn.execute(_in(schema_of(district), INDEX_OF), (source, sequence)).fetchone()
    return None if row is None else int(row[0])


def _frontier(conn: Connection[Any], schema: str, *, lock: bool) -> Frontier:
    row = conn.execute(_in(schema, HEAD + (" FOR UPDATE" if lock else ""))).fetchone()
    assert row is not None, "made by the migration"
    return Frontier.unpacked(row[0], bytes(row[1]))


def _entry(index: int, body: bytes) -> Entry:
    received = read_envelope(body)
    return Entry(index, received.source, log_row(received))


def _in(schema: str, statement: str) -> sql.Composed:
    return sql.SQL(statement).format(s=sql.Identifier(schema))
