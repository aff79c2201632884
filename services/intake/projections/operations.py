"""Which operations may be entered, and in which windows do statuses lie? Read by every import.

These are districts' facts and come by broker (see ``received``).
"""

from collections.abc import Iterable

from services.contracts.districts import CatalogueReleased, OperationOpened
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

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
