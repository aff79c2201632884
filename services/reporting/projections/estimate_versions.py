"""Which estimates stood, at which position of intake's log? Read by the ESF report."""

from collections.abc import Iterable

from services.contracts.intake import EstimateRecorded, EstimateRetracted
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table(
    "estimate_versions",
    "estimate",
    ("operation", "indicator", "on_day", "female", "male", "non_binary", "fact"),
    key_type="text",
)


def keep_estimate(recorded: Recorded[EstimateRecorded | EstimateRetracted]) -> Iterable[Change]:
    """A later estimate for the same indicator and day replaces the earlier one."""
    said = recorded.fact
    key = f"{said.operation}/{said.indicator}/{said.on}"
    if isinstance(said, EstimateRetracted):
        return (Drop(TABLE, key),)
    persons = (said.female, said.male, said.non_binary)
    return (Put(TABLE, key, (said.operation, said.indicator, said.on, *persons, recorded.id)),)


estimate_versions = Projection(
    "estimate_versions", version=1, tables=(TABLE,), reads=(EstimateRecorded, EstimateRetracted), fold=keep_estimate
)
