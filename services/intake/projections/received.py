"""Folding districts' facts into intake's tables; ``kernel.reader`` hands them over inside its transaction."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
from psycopg import Connection

from services.intake.projections.definitions import definitions
from services.intake.projections.operations import operations
from services.intake.projections.sites import sites
from services.intake.projections.staff import staff
from services.kernel.district import schema_of
from services.kernel.envelope import Envelope
from services.kernel.facts import Contract, Recorded, fact_type, known_fact, read
from services.kernel.projection import Projection, write

FROM_DISTRICTS: Final = (operations, staff, sites, definitions)


def apply(connection: Connection[Any], district: str, source: str, envelopes: Sequence[Envelope]) -> None:
    """Fold one dense run of facts into every table, inside the reader's transaction in the district."""
    for projection in FROM_DISTRICTS:
        write(connection, schema_of(district), projection, _opened(projection, source, envelopes))


def _opened(projection: Projection, source: str, envelopes: Sequence[Envelope]) -> Iterator[Recorded[Contract]]:
    """Only facts that are read here: a topic this code does not know yet must not stop an import."""
    names = {fact_type(cls).name for cls in projection.reads}
    for envelope in envelopes:
        if envelope.topic.rpartition(".v")[0] not in names:
            continue
        assert known_fact(envelope.topic).sealed is None
        yield Recorded(
            fact=read(envelope.topic, msgspec.json.decode(envelope.data)),
            id=envelope.id,
            source=source,
            sequence=envelope.sequence,
            stream=envelope.subject,
            time=envelope.time,
            actor=envelope.actor,
            topic=envelope.topic,
        )
