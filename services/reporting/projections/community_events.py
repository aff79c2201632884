"""Which events were planned, and how they came out, at which position of events' log? Read by the activity report.

A plan and its outcome are rows of their own: an event that is planned anew keeps its count, one that was held by
mistake is cancelled and counts no more.
"""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.events import EventCancelled, EventHeld, EventPlanned
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

PLANS = Table("event_plans", "event", ("kind", "operation", "sozialraeume", "on_day", "fact"))
OUTCOMES = Table("event_outcomes", "event", ("state", "on_day", "attendance", "fact"))

Fact: TypeAlias = EventPlanned | EventHeld | EventCancelled


def keep_version(recorded: Recorded[Fact]) -> Iterable[Change]:
    """The last plan and the last outcome of each event."""
    fact = recorded.fact
    match fact:
        case EventPlanned():
            plan = (fact.kind, fact.operation, list(fact.sozialraeume), fact.on, recorded.id)
            return (Put(PLANS, fact.event_id, plan),)
        case EventHeld():
            return (Put(OUTCOMES, fact.event_id, ("held", fact.on, fact.attendance, recorded.id)),)
        case EventCancelled():
            return (Put(OUTCOMES, fact.event_id, ("cancelled", fact.on, None, recorded.id)),)


community_events = Projection(
    "community_events",
    version=1,
    tables=(PLANS, OUTCOMES),
    reads=(EventPlanned, EventHeld, EventCancelled),
    fold=keep_version,
)
