"""Folding other services' facts into a service's own tables, inside the reader's transaction in the district."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from psycopg import Connection

from services.kernel.district import schema_of
from services.kernel.envelope import Envelope
from services.kernel.facts import ERASED, Contract, Recorded, fact_type, known_fact, plain, read
from services.kernel.projection import Projection, write


def fold_received(
    connection: Connection[Any],
    district: str,
    source: str,
    envelopes: Sequence[Envelope],
    projections: Sequence[Projection],
) -> None:
    """Fold one dense run of facts into every table. Sealed blocks stay closed: they read as Erased."""
    for projection in projections:
        write(connection, schema_of(district), projection, _opened(projection, source, envelopes))


def _opened(projection: Projection, source: str, envelopes: Sequence[Envelope]) -> Iterator[Recorded[Contract]]:
    """Only facts that are read here: a topic this code does not know yet must stop nobody."""
    names = {fact_type(cls).name for cls in projection.reads}
    for envelope in envelopes:
        if envelope.topic.rpartition(".v")[0] not in names:
            continue
        yield Recorded(
            fact=read(envelope.topic, closed(envelope)),
            id=envelope.id,
            source=source,
            sequence=envelope.sequence,
            stream=envelope.subject,
            time=envelope.time,
            actor=envelope.actor,
            topic=envelope.topic,
        )


def closed(envelope: Envelope) -> dict[str, Any]:
    """The payload of a fact for whoever has no key: its sealed block, if any, reads as Erased. Raises UnknownFact."""
    payload: dict[str, Any] = msgspec.json.decode(envelope.data)
    sealed = known_fact(envelope.topic).sealed
    if sealed is not None and isinstance(payload.get(sealed.field), str):
        payload[sealed.field] = plain(ERASED)
    return payload
