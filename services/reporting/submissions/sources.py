"""Does the journal say what the sources' logs say? A fact that was changed at its source shows by comparing both."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.canonical import NotCanonical
from services.kernel.district import schema_of
from services.kernel.envelope import Envelope, Unreadable, read_envelope
from services.kernel.feed import Feed
from services.reporting.submissions.differences import Difference

PAGE: Final = 500
HEADS: Final = "SELECT source, max(sequence) FROM {s}.journal WHERE index <= %s GROUP BY source ORDER BY source"
BODIES: Final = """
    SELECT sequence, body FROM {s}.journal
    WHERE source = %s AND sequence > %s AND sequence <= %s ORDER BY sequence LIMIT %s"""
CHANGED: Final = "Im Protokoll der Quelle steht die Tatsache anders als im Journal: Eine von beiden wurde verändert."
GONE: Final = "Die Tatsache fehlt im Protokoll der Quelle."


def changed_at_source(conn: Connection[Any], district: str, feed: Feed, size: int) -> Iterator[Difference]:
    """Facts within the first ``size`` entries that their source tells differently; inside a district's transaction.

    The log's own id and the signature are not compared: a log that was restored sends the same facts under another id.
    Raises FeedUnreachable.
    """
    for source, head in _heads(conn, district, size).items():
        last = 0
        while page := _page(conn, district, source, (last, head)):
            span = (last, max(page) - last)  # the journal may lack some of these, the log must have them all
            sent = _sent(feed, source, district, span)
            if sent != list(page.values()):  # the same bytes need no reading
                told = _read(sent) if sent is not None else _one_by_one(feed, source, district, span)
                for sequence, body in page.items():
                    yield from _compared(source, sequence, _envelope(body), told.get(sequence))
            last = max(page)


def fact_at_source(feed: Feed, source: str, district: str, sequence: int) -> Envelope | None:
    """What a source says of one of its facts, None where it cannot tell. Raises FeedUnreachable."""
    return _one_by_one(feed, source, district, (sequence - 1, 1)).get(sequence)


def _compared(source: str, sequence: int, kept: Envelope | None, told: Envelope | None) -> Iterator[Difference]:
    """What is unreadable in the journal is found by its signature and named there."""
    if kept is None or (told is not None and _content(kept) == _content(told)):
        return
    details = {"index": None, "source": source, "sequence": sequence, "type": kept.topic, "id": str(kept.id)}
    yield Difference("fact", GONE if told is None else CHANGED, details)


def _content(of: Envelope) -> tuple[object, ...]:
    return (of.sequence, of.id, of.topic, of.subject, of.time, of.actor, of.data)


def _sent(feed: Feed, source: str, district: str, span: tuple[int, int]) -> list[bytes] | None:
    """``span``: after which position, and how many. None: a row is no fact any more, which spoils the page."""
    try:
        return feed.after(source, district, *span)
    except NotCanonical:
        return None


def _one_by_one(feed: Feed, source: str, district: str, span: tuple[int, int]) -> Mapping[int, Envelope]:
    """Facts by their position, without those that are none any more."""
    after, count = span
    pages = (_sent(feed, source, district, (after + step, 1)) for step in range(count))
    return {sequence: one for page in pages for sequence, one in _read(page or ()).items()}


def _read(bodies: Iterable[bytes]) -> Mapping[int, Envelope]:
    return {one.sequence: one for body in bodies if (one := _envelope(body)) is not None}


def _envelope(body: bytes) -> Envelope | None:
    try:
        return read_envelope(body)
    except Unreadable:
        return None


def _heads(conn: Connection[Any], district: str, size: int) -> Mapping[str, int]:
    return dict(conn.execute(_in(district, HEADS), (size,)).fetchall())


def _page(conn: Connection[Any], district: str, source: str, span: tuple[int, int]) -> Mapping[int, bytes]:
    values = (source, *span, PAGE)
    return {sequence: bytes(body) for sequence, body in conn.execute(_in(district, BODIES), values, binary=True)}


def _in(district: str, statement: str) -> Any:
    return SQL(statement).format(s=Identifier(schema_of(district)))
