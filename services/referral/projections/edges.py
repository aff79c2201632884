"""Who works with whom, and since when? Read by the cooperation map, for any day."""

from collections.abc import Iterable
from uuid import UUID

from services.contracts.referral import PartnersLinked, PartnersUnlinked
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

EDGES = Table("partner_edges", "edge_day", ("one", "other", "on_day", "strength"), key_type="text", versioned=False)


def keep(recorded: Recorded[PartnersLinked | PartnersUnlinked]) -> Iterable[Change]:
    """What is said again of the same day was corrected."""
    fact = recorded.fact
    strength = fact.strength if isinstance(fact, PartnersLinked) else None
    return [Put(EDGES, _key(fact.one_id, fact.other_id, str(fact.on)), (fact.one_id, fact.other_id, fact.on, strength))]


def _key(one: UUID, other: UUID, day: str) -> str:
    return f"{one}:{other}:{day}"


edges = Projection("edges", version=1, tables=(EDGES,), reads=(PartnersLinked, PartnersUnlinked), fold=keep)
