"""Which operations may be entered, and in which windows do statuses lie? Read by every import.

These are districts' facts and come by broker: ``kernel.reader`` hands them over inside its transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from psycopg import Connection

from services.contracts.districts import CatalogueReleased, OperationOpened
from services.kernel.district import schema_of
from services.kernel.envelope import Envelope
from services.kernel.facts import Contract, Recorded, fact_type, known_fact, read
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection, write

OPERATIONS = Table(
    "operations",
    "operation",
    ("name", "starts", "ends", "catalogue", "specific_objective"),
    key_type="text",
    versioned=False,
)
RELEASES = Table(
    "operation_releases",
    "release",
    ("operation", "catalogue", "catalogue_version", "exit_days", "followup_from_months", "followup_to_months"),
    versioned=False,
)


def keep(recorded: Recorded[OperationOpened | CatalogueReleased]) -> Iterable[Put]:
    """An operation under its key; each release as a row of its own."""
    fact = recorded.fact
    if isinstance(fact, OperationOpened):
        opened = (fact.name, fact.start, fact.end, fact.catalogue, fact.specific_objective)
        return [Put(OPERATIONS, fact.operation, opened)]
    version = (fact.operation, fact.catalogue, fact.catalogue_version)
    windows = (fact.exit_days, fact.followup_from_months, fact.followup_to_months)
    return [Put(RELEASES, recorded.id, (*version, *windows))]


operations = Projection(
    "operations", version=1, tables=(OPERATIONS, RELEASES), reads=(OperationOpened, CatalogueReleased), fold=keep
)


def apply(connection: Connection[Any], district: str, source: str, envelopes: Sequence[Envelope]) -> None:
    """Fold one dense run of districts' facts, inside the reader's transaction in the district."""
    write(connection, schema_of(district), operations, _opened(source, envelopes))


def _opened(source: str, envelopes: Sequence[Envelope]) -> Iterator[Recorded[Contract]]:
    """Only facts that are read here: a topic this code does not know yet must not stop an import."""
    names = {fact_type(cls).name for cls in operations.reads}
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
