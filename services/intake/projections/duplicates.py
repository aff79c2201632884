"""Which records are one person, and which pairs did somebody look at and find to be two? Ids only.

An edge joins two persons: by a link of duplicates, or because the person of a case is a participant.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

from services.contracts.intake import (
    ParticipationLinked,
    ParticipationUnlinked,
    PersonsLinked,
    PersonsToldApart,
    PersonsUnlinked,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

EDGES: Final = Table("person_edges", "edge", ("person", "other", "grounds", "recorded", "actor"), versioned=False)
SETTLED: Final = Table("settled_pairs", "link", ("person", "other"), versioned=False)
Fact: TypeAlias = PersonsLinked | PersonsUnlinked | PersonsToldApart | ParticipationLinked | ParticipationUnlinked


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """``grounds`` is empty for the edge of a case. That a pair was settled is never forgotten."""
    fact, known = recorded.fact, (recorded.time, recorded.actor)
    match fact:
        case PersonsLinked():
            return [Put(EDGES, fact.link_id, (*fact.persons, fact.grounds, *known))]
        case PersonsUnlinked():
            return [Drop(EDGES, fact.link_id), Put(SETTLED, fact.link_id, fact.persons)]
        case PersonsToldApart():
            return [Put(SETTLED, fact.link_id, fact.persons)]
        case ParticipationLinked():
            return [Put(EDGES, fact.participation_id, (fact.person_id, fact.participant_id, None, *known))]
        case ParticipationUnlinked():
            return [Drop(EDGES, fact.participation_id)]


duplicates = Projection(
    "duplicates",
    version=1,
    tables=(EDGES, SETTLED),
    reads=(PersonsLinked, PersonsUnlinked, PersonsToldApart, ParticipationLinked, ParticipationUnlinked),
    fold=keep,
)
