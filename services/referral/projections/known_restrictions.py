"""On whose data does nobody work? Asked before every move of a referral. Intake's facts, by broker."""

from collections.abc import Iterable
from typing import Final

from services.contracts.folds.restrictions import EDGES, RESTRICTIONS, Edge, Restriction, edge, restriction
from services.contracts.intake import (
    ParticipationLinked,
    ParticipationUnlinked,
    PersonsLinked,
    PersonsUnlinked,
    ProcessingRestricted,
    RestrictionLifted,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change
from services.kernel.projection import Projection


def keep(recorded: Recorded[Restriction | Edge]) -> Iterable[Change]:
    fact = recorded.fact
    return [restriction(fact) if isinstance(fact, ProcessingRestricted | RestrictionLifted) else edge(fact)]


known_restrictions: Final = Projection(
    "known_restrictions",
    version=1,
    tables=(RESTRICTIONS, EDGES),
    reads=(
        ProcessingRestricted,
        RestrictionLifted,
        PersonsLinked,
        PersonsUnlinked,
        ParticipationLinked,
        ParticipationUnlinked,
    ),
    fold=keep,
)
