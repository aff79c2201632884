"""Which entities were supported (EECO18, EECO19), at which position of intake's log? Read by the ESF report."""

from collections.abc import Iterable

from services.contracts.intake import EntityRetracted, EntitySupported
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table("entity_versions", "entity", ("operation", "kind", "on_day", "fact"))


def keep_entity(recorded: Recorded[EntitySupported | EntityRetracted]) -> Iterable[Change]:
    """An entity counts until it is taken back; another day for it replaces the first."""
    said = recorded.fact
    if isinstance(said, EntityRetracted):
        return (Drop(TABLE, said.entity_id),)
    return (Put(TABLE, said.entity_id, (said.operation, said.kind, said.on, recorded.id)),)


entity_versions = Projection(
    "entity_versions", version=1, tables=(TABLE,), reads=(EntitySupported, EntityRetracted), fold=keep_entity
)
