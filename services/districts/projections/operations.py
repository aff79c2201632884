"""Which operations does the district have, and under which rules? Read by lists of operations (operators, web)."""

from collections.abc import Iterable

from services.contracts.districts import CatalogueReleased, OperationOpened
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

OPERATIONS = Table(
    "operations",
    "operation",
    ("operation_id", "name", "starts", "ends", "catalogue", "specific_objective"),
    key_type="text",
    versioned=False,
)
RELEASES = Table("operation_releases", "release", ("operation", "catalogue", "catalogue_version"), versioned=False)


def keep(recorded: Recorded[OperationOpened | CatalogueReleased]) -> Iterable[Put]:
    """An operation under its key; each release as a row of its own."""
    fact = recorded.fact
    if isinstance(fact, CatalogueReleased):
        return [Put(RELEASES, recorded.id, (fact.operation, fact.catalogue, fact.catalogue_version))]
    opened = (fact.operation_id, fact.name, fact.start, fact.end, fact.catalogue, fact.specific_objective)
    return [Put(OPERATIONS, fact.operation, opened)]


operations = Projection(
    "operations", version=1, tables=(OPERATIONS, RELEASES), reads=(OperationOpened, CatalogueReleased), fold=keep
)
