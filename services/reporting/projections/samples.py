"""Which samples were drawn, by whom? Read by the page that draws one."""

from collections.abc import Iterable

from services.contracts.reporting import SampleDrawn
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

TABLE = Table(
    "samples", "sample", ("operation", "as_of", "seed", "size", "population", "drawn_by", "drawn"), versioned=False
)


def keep(recorded: Recorded[SampleDrawn]) -> Iterable[Put]:
    """One row a sample."""
    drawn = recorded.fact
    values = (drawn.operation, drawn.as_of, drawn.seed, drawn.size, drawn.population, recorded.actor, recorded.time)
    yield Put(TABLE, drawn.sample_id, values)


samples = Projection("samples", version=1, tables=(TABLE,), reads=(SampleDrawn,), fold=keep)
