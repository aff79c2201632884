"""An event, put together: plan, partners, money, publication, registrations, attendance. One stream an event."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from services.events.domain import attendance, budget, event_partners, event_plan, event_publishing, registration
from services.events.domain.event_state import Event, evolve
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

Command: TypeAlias = (
    event_plan.PlanEvent
    | event_plan.CancelEvent
    | event_partners.EngagePartner
    | event_partners.DisengagePartner
    | budget.SetBudget
    | budget.RecordCost
    | event_publishing.PublishEvent
    | event_publishing.UnpublishEvent
    | registration.RequestPlace
    | registration.ReleasePlace
    | attendance.HoldEvent
    | attendance.EvaluateEvent
)

DECISIONS: Final[Mapping[type[Any], Callable[[Any, Event], Sequence[Contract]]]] = {
    event_plan.PlanEvent: event_plan.plan,
    event_plan.CancelEvent: event_plan.cancel,
    event_partners.EngagePartner: event_partners.engage,
    event_partners.DisengagePartner: event_partners.disengage,
    budget.SetBudget: budget.set_budget,
    budget.RecordCost: budget.record_cost,
    event_publishing.PublishEvent: event_publishing.publish,
    event_publishing.UnpublishEvent: event_publishing.unpublish,
    registration.RequestPlace: registration.request_place,
    registration.ReleasePlace: registration.release_place,
    attendance.HoldEvent: attendance.hold,
    attendance.EvaluateEvent: attendance.evaluate,
}


def decide(command: Command, event: Event) -> Sequence[Contract]:
    return DECISIONS[type(command)](command, event)


EVENT: Final = Decider(initial=Event(), decide=decide, evolve=evolve)
