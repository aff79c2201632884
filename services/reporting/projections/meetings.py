"""Which groups met, and when, at which position of events' log? Read by the activity report.

A meeting stands here from the day on which it was said to have taken place; one that was cancelled afterwards, as held
by mistake, stands here no more.
"""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.events import GroupFounded, MeetingCancelled, MeetingHeld
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

GROUPS = Table("group_versions", "group", ("kind", "operation", "sozialraeume", "fact"))
MEETINGS = Table("meeting_versions", "meeting", ("group", "on_day", "fact"))

Fact: TypeAlias = GroupFounded | MeetingHeld | MeetingCancelled


def keep_version(recorded: Recorded[Fact]) -> Iterable[Change]:
    """A group that was dissolved has met nevertheless, so its row stays."""
    fact = recorded.fact
    match fact:
        case GroupFounded():
            founded = (fact.kind, fact.operation, list(fact.sozialraeume), recorded.id)
            return (Put(GROUPS, fact.group_id, founded),)
        case MeetingHeld():
            return (Put(MEETINGS, fact.meeting_id, (fact.group_id, fact.on, recorded.id)),)
        case MeetingCancelled():
            return (Drop(MEETINGS, fact.meeting_id),)


meetings = Projection(
    "meetings",
    version=1,
    tables=(GROUPS, MEETINGS),
    reads=(GroupFounded, MeetingHeld, MeetingCancelled),
    fold=keep_version,
)
