"""Which entities does an operation support (EECO18, EECO19)? Read by the Koordination."""

from collections.abc import Iterable

from services.contracts.intake import EntityRetracted, EntitySupported
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table("entities", "entity", ("operation", "kind", "name", "on_day", "author", "recorded"), versioned=False)


def keep(recorded: Recorded[EntitySupported | EntityRetracted]) -> Iterable[Change]:
    """The last word on each entity."""
    fact = recorded.fact
    if isinstance(fact, EntityRetracted):
        return (Drop(TABLE, fact.entity_id),)
    row = (fact.operation, fact.kind, fact.name_id, fact.on, recorded.actor, recorded.time)
    return (Put(TABLE, fact.entity_id, row),)


entities = Projection("entities", version=1, tables=(TABLE,), reads=(EntitySupported, EntityRetracted), fold=keep)
