"""Is the journal still what it was? Its bytes against a root noted earlier, and its columns against its bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from psycopg import Connection, sql

from services.kernel.district import schema_of
from services.kernel.envelope import Envelope, Unreadable, read_envelope
from services.reporting import journal
from services.reporting.domain.merkle import Frontier, leaf_hash

PAGE: Final = 5000
ROWS: Final = """
    SELECT index, source, sequence, log_id, time, topic, subject, body FROM {s}.journal
    WHERE index > %s AND index <= %s ORDER BY index LIMIT %s"""


class JournalChanged(Exception):
    """History is not what it was when the checkpoint was noted; the message is German."""

    def __init__(self, district: str, what: str) -> None:
        super().__init__(f"Das Journal des Landkreises {district} wurde verändert: {what}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The first ``size`` entries of a journal and the root of their tree (RFC 9162; 32 bytes)."""

    size: int
    root: bytes


class JournalRow(NamedTuple):
    """One entry as it is stored: its place, what its columns say, and the envelope as received."""

    place: int
    source: str
    sequence: int
    log_id: Any
    time: Any
    topic: str
    subject: Any
    body: bytes


def checkpoint(conn: Connection[Any], district: str) -> Checkpoint:
    """What can be noted now, to be compared later."""
    grown = journal.tree(conn, district)
    return Checkpoint(grown.size, grown.root)


def check(conn: Connection[Any], district: str, noted: Checkpoint) -> None:
    """Recompute the tree up to the checkpoint from the journal's bytes; raises JournalChanged.

    Any entry changed, removed, inserted, swapped or cut off since then shows. Pages by index, so that no snapshot is
    held for long; the connection is in the district, or its owner.
    """
    tree = Frontier().extended(_leaves(conn, district, noted.size))
    if tree.size != noted.size:
        raise JournalChanged(district, f"Es hat {tree.size} statt mindestens {noted.size} Einträge.")
    if tree.root != noted.root:
        raise JournalChanged(district, f"Die Prüfsumme der ersten {noted.size} Einträge ist eine andere.")


def _leaves(conn: Connection[Any], district: str, size: int) -> Iterator[bytes]:
    """The leaf hash of each entry, once its place and its columns are found to be right."""
    for place, row in enumerate(rows(conn, district, size), start=1):
        if row.place != place:
            raise JournalChanged(district, f"Eintrag {place} fehlt.")
        _compare_columns(district, row)
        yield leaf_hash(row.body)


def rows(conn: Connection[Any], district: str, size: int) -> Iterator[JournalRow]:
    """The first ``size`` entries in their order, paged by index."""
    statement = sql.SQL(ROWS).format(s=sql.Identifier(schema_of(district)))
    last = 0
    while page := conn.execute(statement, (last, size, PAGE), binary=True).fetchall():
        yield from (JournalRow(*row) for row in page)
        last = page[-1][0]


def columns_fit(row: JournalRow, told: Envelope) -> bool:
    """Whether the columns say what the bytes say."""
    columns = (row.source, row.sequence, row.log_id, row.time, row.topic, row.subject)
    return columns == (told.source, told.sequence, told.log_id, told.time, told.topic, told.subject)


def _compare_columns(district: str, row: JournalRow) -> None:
    """Positions, times and topics are selected by the columns: they must say what the bytes say."""
    try:
        told = read_envelope(bytes(row.body))
    except Unreadable:
        raise JournalChanged(district, f"Eintrag {row.place} ist nicht lesbar.") from None
    if not columns_fit(row, told):
        raise JournalChanged(district, f"Die Spalten von Eintrag {row.place} passen nicht zu ihm.")
    if told.district != district:
        raise JournalChanged(district, f"Eintrag {row.place} gehört einem anderen Landkreis.")
