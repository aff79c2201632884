"""Which estimates of point 1.2 traits stand, by whom and since when? Read by the Koordination."""

from collections.abc import Iterable

from services.contracts.intake import EstimateRecorded, EstimateRetracted
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table(
    "estimates",
    "estimate",
    ("operation", "indicator", "on_day", "female", "male", "non_binary", "method", "base", "author", "recorded"),
    key_type="text",
    versioned=False,
)


def keep(recorded: Recorded[EstimateRecorded | EstimateRetracted]) -> Iterable[Change]:
    """One an operation, indicator and day."""
    fact = recorded.fact
    key = f"{fact.operation}/{fact.indicator}/{fact.on}"
    if isinstance(fact, EstimateRetracted):
        return (Drop(TABLE, key),)
    values = (fact.female, fact.male, fact.non_binary)
    row = (fact.operation, fact.indicator, fact.on, *values, fact.method, fact.base_id, recorded.actor, recorded.time)
    return (Put(TABLE, key, row),)


estimates = Projection("estimates", version=1, tables=(TABLE,), reads=(EstimateRecorded, EstimateRetracted), fold=keep)
