"""How much time was given, when and for what? Read by the pages about volunteers and by certificates."""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.events.volunteers import VolunteeringCancelled, VolunteeringRecorded
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

VOLUNTEERING = Table(
    "volunteering",
    "record",
    ("on_day", "minutes", "persons", "volunteer", "engagement", "event", "operation", "sozialraum"),
    versioned=False,
)

Fact: TypeAlias = VolunteeringRecorded | VolunteeringCancelled


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """A record as it was corrected last; none once it was taken back."""
    fact = recorded.fact
    if isinstance(fact, VolunteeringCancelled):
        return [Drop(VOLUNTEERING, fact.record_id)]
    of = (fact.volunteer_id, fact.engagement_id, fact.event_id, fact.operation, fact.sozialraum)
    return [Put(VOLUNTEERING, fact.record_id, (fact.on, fact.minutes, fact.persons, *of))]


volunteering = Projection(
    "volunteering",
    version=1,
    tables=(VOLUNTEERING,),
    reads=(VolunteeringRecorded, VolunteeringCancelled),
    fold=keep,
)
