"""Which operations are there, and which catalogue versions were released to them? Read by every report."""

from collections.abc import Iterable

from services.contracts.districts import CatalogueReleased, OperationOpened
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

OPERATIONS = Table(
    "operation_versions",
    "operation",
    ("operation_id", "name", "start", "end", "catalogue", "specific_objective"),
    key_type="text",
)
RELEASES = Table("catalogue_releases", "release", ("operation", "catalogue", "catalogue_version"))


def keep(recorded: Recorded[OperationOpened | CatalogueReleased]) -> Iterable[Put]:
    """An operation under its key; each release as a row of its own."""
    happened = recorded.fact
    if isinstance(happened, CatalogueReleased):
        release = (happened.operation, happened.catalogue, happened.catalogue_version)
        return (Put(RELEASES, recorded.id, release),)
    values = (
        happened.operation_id,
        happened.name,
        happened.start,
        happened.end,
        happened.catalogue,
        happened.specific_objective,
    )
    return (Put(OPERATIONS, happened.operation, values),)


operation_versions = Projection(
    "operation_versions",
    version=1,
    tables=(OPERATIONS, RELEASES),
    reads=(OperationOpened, CatalogueReleased),
    fold=keep,
)
