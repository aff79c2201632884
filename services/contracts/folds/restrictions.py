"""On whose data does nobody work? Asked by every command about a person, and by every list that names one.

A restriction stands on the record by which the person was named. It holds for everybody who is one with her today: that
follows from the edges when it is asked, and nothing is copied (ADR 33).
"""

from typing import Final, TypeAlias

from services.contracts.intake import (
    ParticipationLinked,
    ParticipationUnlinked,
    PersonsLinked,
    PersonsUnlinked,
    ProcessingRestricted,
    RestrictionLifted,
)
from services.kernel.projected_rows import Change, Drop, Put, Table

RESTRICTIONS: Final = Table("restrictions", "subject", ("person", "grounds", "starts"), versioned=False)
EDGES: Final = Table("person_edges", "edge", ("person", "other"), versioned=False)

Restriction: TypeAlias = ProcessingRestricted | RestrictionLifted
Edge: TypeAlias = PersonsLinked | PersonsUnlinked | ParticipationLinked | ParticipationUnlinked

# Of one schema: everybody on whose data nobody works, and the record where it stands; from those few records outwards.
HELD: Final = """
    WITH RECURSIVE held AS (
        SELECT person, subject, grounds, starts FROM {0}.restrictions
        UNION
        SELECT CASE WHEN e.person = held.person THEN e.other ELSE e.person END,
            held.subject, held.grounds, held.starts
        FROM held JOIN {0}.person_edges e ON e.person = held.person OR e.other = held.person
    )
    SELECT person, grounds, starts FROM held
    WHERE person = ANY (%(persons)s) AND subject IS DISTINCT FROM %(but)s::uuid ORDER BY starts DESC, subject"""


def restriction(fact: Restriction) -> Change:
    """It stands in a case, or, apart from any, in the person."""
    subject = fact.case_id or fact.person_id
    if isinstance(fact, RestrictionLifted):
        return Drop(RESTRICTIONS, subject)
    return Put(RESTRICTIONS, subject, (fact.person_id, fact.grounds, fact.on))


def edge(fact: Edge) -> Change:
    """Two records of one person, whether duplicates or a case's person who takes part."""
    match fact:
        case PersonsLinked():
            return Put(EDGES, fact.link_id, fact.persons)
        case PersonsUnlinked():
            return Drop(EDGES, fact.link_id)
        case ParticipationLinked():
            return Put(EDGES, fact.participation_id, (fact.person_id, fact.participant_id))
        case ParticipationUnlinked():
            return Drop(EDGES, fact.participation_id)
