"""Which case does a participation belong to? Read before another case links it, and by the case file.

One row an edge, so that two cases that linked the same participation at the same moment are both seen.
"""

from collections.abc import Iterable

from services.contracts.intake import ParticipationLinked, ParticipationUnlinked
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table(
    "participation_links",
    "edge",
    ("case_id", "participation", "participant", "operation"),
    key_type="text",
    versioned=False,
)


def keep(recorded: Recorded[ParticipationLinked | ParticipationUnlinked]) -> Iterable[Change]:
    """An edge is there from its link to its end."""
    fact = recorded.fact
    edge = f"{fact.case_id}:{fact.participation_id}"
    if isinstance(fact, ParticipationUnlinked):
        return [Drop(TABLE, edge)]
    return [Put(TABLE, edge, (fact.case_id, fact.participation_id, fact.participant_id, fact.operation))]


participation_links = Projection(
    "participation_links",
    version=1,
    tables=(TABLE,),
    reads=(ParticipationLinked, ParticipationUnlinked),
    fold=keep,
)
