"""Which Träger work here, for which operations, with which teams? Read by lists and forms."""

from collections.abc import Iterable
from typing import assert_never

from services.contracts.districts import TeamFormed, TraegerEngaged, TraegerRegistered
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

TRAEGER = Table("traeger", "traeger", ("name",), versioned=False)
ENGAGEMENTS = Table(
    "engagements", "engagement", ("traeger", "operation", "starts", "ends"), key_type="text", versioned=False
)
TEAMS = Table("teams", "team", ("traeger", "operation", "name"), versioned=False)


def keep(recorded: Recorded[TraegerRegistered | TraegerEngaged | TeamFormed]) -> Iterable[Put]:
    """One row each; an engagement from the same first day replaces the one before."""
    fact = recorded.fact
    match fact:
        case TraegerRegistered():
            return [Put(TRAEGER, fact.traeger_id, (fact.name,))]
        case TraegerEngaged():
            engaged = (fact.traeger_id, fact.operation, fact.start, fact.end)
            return [Put(ENGAGEMENTS, f"{fact.traeger_id} {fact.operation} {fact.start}", engaged)]
        case TeamFormed():
            return [Put(TEAMS, fact.team_id, (fact.traeger_id, fact.operation, fact.name))]
        case _:
            assert_never(fact)


teams = Projection(
    "teams",
    version=1,
    tables=(TRAEGER, ENGAGEMENTS, TEAMS),
    reads=(TraegerRegistered, TraegerEngaged, TeamFormed),
    fold=keep,
)
