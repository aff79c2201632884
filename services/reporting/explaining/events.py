"""Facts by their place in a source's log, as an explanation names them: who recorded what, when."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of

# One range of an index a source: a join would read the whole journal, because reports plan without nested loops.
AT: Final = SQL(
    "SELECT sequence, time, topic, body FROM {}.journal WHERE source = %s AND sequence = ANY (%s::bigint[])"
)


class Place(NamedTuple):
    """A fact: the service that recorded it, and its position in that service's log."""

    source: str
    sequence: int


class Event(msgspec.Struct, frozen=True, gc=False):
    """A fact that decided something; ``actor`` is an opaque id, or ``cli:<user>``.

    An explanation makes tens of thousands of these, and nothing in them makes a cycle: the collector leaves them alone.
    """

    id: str
    source: str
    sequence: int
    time: datetime
    actor: str
    type: str


class _Signed(msgspec.Struct, gc=False):
    """What the journal has no columns for."""

    id: str
    actor: str


_DECODER: Final = msgspec.json.Decoder(_Signed)


def events_at(conn: Connection[Any], district: str, places: Collection[Place]) -> Mapping[Place, Event]:
    """The facts at these places, one statement a source; inside a transaction in the district."""
    asked: defaultdict[str, list[int]] = defaultdict(list)
    for place in set(places):
        asked[place.source].append(place.sequence)
    statement = AT.format(Identifier(schema_of(district)))
    cursor = conn.cursor(binary=True)
    return {
        Place(source, sequence): _event(source, sequence, time, topic, body)
        for source, sequences in asked.items()
        for sequence, time, topic, body in cursor.execute(statement, (source, _array(sequences))).fetchall()
    }


def _array(sequences: Collection[int]) -> str:
    """As text: a list would be written number by number, which took as long as reading the facts."""
    return f"{{{','.join(map(str, sequences))}}}"


def in_order(events: Collection[Event]) -> tuple[Event, ...]:
    """In the order of recording."""
    return tuple(sorted(events, key=lambda one: (one.time, one.source, one.sequence)))


def _event(source: str, sequence: int, time: datetime, topic: str, body: bytes) -> Event:
    signed = _DECODER.decode(body)
    return Event(signed.id, source, sequence, time, signed.actor, topic)
