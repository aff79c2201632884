"""An event as the decisions see it: its plan, who takes part, its money, who registered, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.contracts.events import (
    BudgetSet,
    CostRecorded,
    EventCancelled,
    EventEvaluated,
    EventHeld,
    EventPlanned,
    EventPublished,
    EventUnpublished,
    PartnerDisengaged,
    PartnerEngaged,
    PlaceReleased,
    PlaceRequested,
)
from services.contracts.events.words import PartnerRole
from services.events.domain.places import Places
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

Stage = Literal["planned", "published", "held", "evaluated", "cancelled"]


@dataclass(frozen=True, slots=True)
class Event:
    """``planned`` None: nobody planned an event of this id. ``published`` stays known after the event was held."""

    planned: EventPlanned | None = None
    partners: Mapping[UUID, PartnerRole] = field(default_factory=dict)
    budget: BudgetSet | None = None
    costs: Mapping[UUID, CostRecorded] = field(default_factory=dict)
    published: EventPublished | None = None
    places: Places = field(default_factory=Places)
    held: EventHeld | None = None
    evaluated: EventEvaluated | None = None
    cancelled: EventCancelled | None = None

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return stage_of(
            is_published=self.published is not None,
            is_held=self.held is not None,
            is_evaluated=self.evaluated is not None,
            is_cancelled=self.cancelled is not None,
        )


class UnknownEvent(RuleViolation):
    title = "Diese Veranstaltung gibt es nicht."
    field = "event_id"


class EventIsCancelled(RuleViolation):
    title = "Diese Veranstaltung ist abgesagt."
    field = "event_id"


class EventIsOver(RuleViolation):
    title = "Diese Veranstaltung hat schon stattgefunden."
    field = "event_id"


def stage_of(*, is_published: bool, is_held: bool, is_evaluated: bool, is_cancelled: bool) -> Stage:
    """Cancelled counts most, then the latest thing that happened; tables ask the same."""
    if is_cancelled:
        return "cancelled"
    if is_held:
        return "evaluated" if is_evaluated else "held"
    return "published" if is_published else "planned"


def expect_planned(event: Event) -> EventPlanned:
    """The plan of an event that stands in the calendar, held or not; raises UnknownEvent, EventIsCancelled."""
    if event.planned is None:
        raise UnknownEvent
    if event.cancelled is not None:
        raise EventIsCancelled
    return event.planned


def expect_ahead(event: Event) -> EventPlanned:
    """The plan of an event that was not held yet; raises UnknownEvent, EventIsCancelled, EventIsOver."""
    planned = expect_planned(event)
    if event.held is not None:
        raise EventIsOver
    return planned


def last_day_of(plan: EventPlanned) -> date:
    return plan.until or plan.on


def is_over(plan: EventPlanned, at: datetime) -> bool:
    """Whether its last hour has passed at this local time; without an end it lasts all day."""
    if at.date() != last_day_of(plan):
        return at.date() > last_day_of(plan)
    return plan.ends is not None and at.time() >= plan.ends


def evolve(event: Event, fact: Contract) -> Event:  # noqa: PLR0911, C901, PLR0912 - one line a fact
    match fact:
        case EventPlanned():
            return replace(event, planned=fact, places=event.places.of(fact.capacity))
        case PartnerEngaged():
            return replace(event, partners={**event.partners, fact.partner_id: fact.role})
        case PartnerDisengaged():
            return replace(event, partners={k: role for k, role in event.partners.items() if k != fact.partner_id})
        case BudgetSet():
            return replace(event, budget=fact)
        case CostRecorded():
            return replace(event, costs={**event.costs, fact.cost_id: fact})
        case EventPublished():
            return replace(event, published=fact)
        case EventUnpublished():
            return replace(event, published=None)
        case PlaceRequested():
            return replace(event, places=event.places.requested(fact.registration_id, fact.persons))
        case PlaceReleased():
            return replace(event, places=event.places.released(fact.registration_id))
        case EventHeld():
            return replace(event, held=fact)
        case EventEvaluated():
            return replace(event, evaluated=fact)
        case EventCancelled():
            return replace(event, cancelled=fact)
        case _:
            return event
