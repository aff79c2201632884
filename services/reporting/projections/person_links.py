"""Which persons are one, from which position of intake's log on? Read by the ESF report.

An edge a row: two persons of whom somebody said that they are one, or a case's person and the participant of a
participation linked to it. What an edge joins is not here: components are made when a report asks.
"""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.intake import ParticipationLinked, ParticipationUnlinked, PersonsLinked, PersonsUnlinked
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table("person_links", "link", ("one", "other", "duplicate", "fact"))

Fact: TypeAlias = PersonsLinked | PersonsUnlinked | ParticipationLinked | ParticipationUnlinked


def keep_version(recorded: Recorded[Fact]) -> Iterable[Change]:
    """A link as long as it is active; ``duplicate``: said of two persons, not of a case and a participation."""
    fact = recorded.fact
    match fact:
        case PersonsLinked():
            yield Put(TABLE, fact.link_id, (*fact.persons, True, recorded.id))
        case ParticipationLinked():
            yield Put(TABLE, fact.participation_id, (fact.person_id, fact.participant_id, False, recorded.id))
        case PersonsUnlinked():
            yield Drop(TABLE, fact.link_id)
        case ParticipationUnlinked():
            yield Drop(TABLE, fact.participation_id)


person_links = Projection(
    "person_links",
    version=1,
    tables=(TABLE,),
    reads=(PersonsLinked, PersonsUnlinked, ParticipationLinked, ParticipationUnlinked),
    fold=keep_version,
)
