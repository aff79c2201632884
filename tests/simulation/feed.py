"""The feed in a run: the source's log as signed envelopes, unless the way there is cut."""

from services.kernel.envelope import envelope
from services.kernel.log import Head
from tests.simulation.database import Schema
from tests.simulation.domain import KEYS
from tests.simulation.log import head_of


def bodies_after(schema: Schema, source: str, district: str, position: int, limit: int) -> list[bytes]:
    """The envelopes behind ``position``."""
    last = min(head_of(schema)[0], position + limit)
    log_id = schema.rows["log id",]
    rows = (schema.rows["log", place] for place in range(position + 1, last + 1))
    return [envelope(source, district, row, log_id, KEYS[source]) for row in rows]


def head_in(schema: Schema) -> Head:
    position, recorded = head_of(schema)
    return Head(position, recorded, schema.rows["log id",])
