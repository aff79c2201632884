"""A finding in the journal as a difference that names the fact: where it stands, what it is, under which id."""

from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.kernel.envelope import Unreadable, read_envelope
from services.kernel.feed import Feed
from services.reporting.proving.findings import Finding
from services.reporting.submissions.differences import Difference
from services.reporting.submissions.sources import fact_at_source

ENTRY: Final = "SELECT topic, body FROM {s}.journal WHERE index = %s"


def named(conn: Connection[Any], district: str, feed: Feed, found: Finding) -> Difference:
    """Of a fact that is not readable any more its source says what it was. Raises FeedUnreachable."""
    if found.index is None or found.source is None or found.sequence is None:
        return Difference("journal", found.what, {"index": found.index})
    if found.last is not None:
        return _missing(feed, district, found, found.source, found.sequence)
    topic, body = _entry(conn, district, found.index)
    details = {"index": found.index, "source": found.source, "sequence": found.sequence}
    fact_id = _id(body) or _id_at_source(feed, found.source, district, found.sequence)
    return Difference("fact", found.what, {**details, "type": topic, "id": fact_id})


def _missing(feed: Feed, district: str, found: Finding, source: str, first: int) -> Difference:
    """A gap: its first fact as the source tells it."""
    told = fact_at_source(feed, source, district, first)
    details: dict[str, Any] = {"index": None, "source": source, "sequence": first, "last_sequence": found.last}
    named_by = {"type": None, "id": None} if told is None else {"type": told.topic, "id": str(told.id)}
    return Difference("fact", found.what, {**details, **named_by})


def _entry(conn: Connection[Any], district: str, index: int) -> tuple[str, bytes]:
    statement = SQL(ENTRY).format(s=Identifier(schema_of(district)))
    row = conn.execute(statement, (index,), binary=True).fetchone()
    assert row is not None, "the finding stands at this entry"
    return row[0], bytes(row[1])


def _id(body: bytes) -> str | None:
    try:
        return str(read_envelope(body).id)
    except Unreadable:
        return None


def _id_at_source(feed: Feed, source: str, district: str, sequence: int) -> str | None:
    told = fact_at_source(feed, source, district, sequence)
    return None if told is None else str(told.id)
