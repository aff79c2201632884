"""Which time was given, and for what, at which position of events' log? Read by the activity report.

Who gave it is kept nowhere here: no figure needs it.
"""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.events import EngagementOffered, VolunteeringCancelled, VolunteeringRecorded
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

ENGAGEMENTS = Table("engagement_versions", "engagement", ("operation", "event", "sozialraeume", "fact"))
RECORDS = Table(
    "volunteering_versions",
    "record",
    ("on_day", "minutes", "persons", "engagement", "event", "operation", "sozialraum", "fact"),
)

Fact: TypeAlias = EngagementOffered | VolunteeringRecorded | VolunteeringCancelled


def keep_version(recorded: Recorded[Fact]) -> Iterable[Change]:
    """A record that was a mistake ends."""
    fact = recorded.fact
    match fact:
        case EngagementOffered():
            offered = (fact.operation, fact.event_id, list(fact.sozialraeume), recorded.id)
            return (Put(ENGAGEMENTS, fact.engagement_id, offered),)
        case VolunteeringRecorded():
            given = (fact.on, fact.minutes, fact.persons)
            about = (fact.engagement_id, fact.event_id, fact.operation, fact.sozialraum)
            return (Put(RECORDS, fact.record_id, (*given, *about, recorded.id)),)
        case VolunteeringCancelled():
            return (Drop(RECORDS, fact.record_id),)


volunteering = Projection(
    "volunteering",
    version=1,
    tables=(ENGAGEMENTS, RECORDS),
    reads=(EngagementOffered, VolunteeringRecorded, VolunteeringCancelled),
    fold=keep_version,
)
