"""What is an operation to reach, and by when, from which position of districts' log on? Read by the checks."""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.districts import EntryWithdrawn, MilestonePlanned, TargetAgreed
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TARGETS = Table(
    "target_versions", "target", ("operation", "measured_by", "indicator", "by_day", "value", "title", "fact")
)
MILESTONES = Table("milestone_versions", "milestone", ("operation", "title", "due", "reached", "fact"))

Fact: TypeAlias = TargetAgreed | MilestonePlanned | EntryWithdrawn


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """Agreed or planned again is corrected; what was withdrawn of a plan or a document stands in no table here."""
    said = recorded.fact
    match said:
        case TargetAgreed():
            measured = (said.of, said.indicator, said.by, said.value, said.title)
            return (Put(TARGETS, said.target_id, (said.operation, *measured, recorded.id)),)
        case MilestonePlanned():
            planned = (said.operation, said.title, said.due, said.reached, recorded.id)
            return (Put(MILESTONES, said.milestone_id, planned),)
        case EntryWithdrawn():
            return (Drop(TARGETS, said.entry_id), Drop(MILESTONES, said.entry_id))


goals = Projection(
    "goals",
    version=1,
    tables=(TARGETS, MILESTONES),
    reads=(TargetAgreed, MilestonePlanned, EntryWithdrawn),
    fold=keep,
)
