"""The plan of an event: what, when, where, for whom; and that it does not take place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from services.contracts.events import EventCancelled, EventPlanned
from services.contracts.events.words import Cancelled
from services.contracts.names import expect_name
from services.contracts.vocabularies import event_kinds, handlungsfelder, target_groups
from services.events.domain.days import expect_in_order, expect_not_in_future
from services.events.domain.event_state import Event, UnknownEvent, expect_planned
from services.events.domain.known_places import KnownPlaces, expect_known
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetails:
    """What a plan says; see the fact ``EventPlanned``. Times are local."""

    title: str
    kind: str
    on: date
    until: date | None = None
    starts: time | None = None
    ends: time | None = None
    operation: str | None = None
    sozialraeume: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    handlungsfelder: tuple[str, ...] = ()
    capacity: int | None = None
    details_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEvent:
    """A new event, or the plan of one corrected; a series stays what it was planned with."""

    event_id: UUID
    details: EventDetails
    known: KnownPlaces
    series_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelEvent:
    """It does not take place; one that was held is cancelled only as recorded by mistake."""

    grounds: Cancelled
    on: date
    today: date


# --- Decisions ----------------------------------------------------------------


class UnknownEventKind(RuleViolation):
    title = "Diese Veranstaltungsart gibt es nicht."
    field = "kind"


class UnknownTargetGroup(RuleViolation):
    title = "Diese Zielgruppe gibt es nicht."
    field = "target_groups"


class UnknownHandlungsfeld(RuleViolation):
    title = "Dieses Handlungsfeld gibt es nicht."
    field = "handlungsfelder"


class EndsBeforeItStarts(RuleViolation):
    title = "Das Ende muss nach dem Beginn liegen."
    field = "ends"


class StartMissing(RuleViolation):
    title = "Zum Ende gehört ein Beginn."
    field = "starts"


class PlacesAreGiven(RuleViolation):
    title = "So viele Plätze sind schon vergeben oder gewünscht. Weniger geht nicht."
    field = "capacity"


class WasHeld(RuleViolation):
    title = "Diese Veranstaltung hat stattgefunden. Absagen geht nur, wenn sie aus Versehen erfasst wurde."
    field = "grounds"


def plan(command: PlanEvent, event: Event) -> Sequence[Contract]:
    if event.planned is not None:
        expect_planned(event)
    details = command.details
    _check(details, command.known)
    if details.capacity is not None and details.capacity < event.places.fewest:
        raise PlacesAreGiven(f"{event.places.fewest} Plätze sind schon vergeben oder gewünscht. Weniger geht nicht.")
    planned = EventPlanned(
        event_id=command.event_id,
        title=expect_name(details.title),
        kind=details.kind,
        on=details.on,
        until=details.until if details.until != details.on else None,
        starts=details.starts,
        ends=details.ends,
        operation=details.operation,
        sozialraeume=tuple(sorted(set(details.sozialraeume))),
        target_groups=tuple(sorted(set(details.target_groups))),
        handlungsfelder=tuple(sorted(set(details.handlungsfelder))),
        capacity=details.capacity,
        series_id=command.series_id if event.planned is None else event.planned.series_id,
        details_id=details.details_id,
    )
    return [] if planned == event.planned else [planned]


def cancel(command: CancelEvent, event: Event) -> Sequence[Contract]:
    if event.planned is None:
        raise UnknownEvent
    if event.cancelled is not None:
        return []
    if event.held is not None and command.grounds != "recorded_by_mistake":
        raise WasHeld
    expect_not_in_future(command.on, command.today)
    return [EventCancelled(event_id=event.planned.event_id, grounds=command.grounds, on=command.on)]


def _check(details: EventDetails, known: KnownPlaces) -> None:
    if details.kind not in event_kinds():
        raise UnknownEventKind
    if not target_groups().keys() >= set(details.target_groups):
        raise UnknownTargetGroup
    if not handlungsfelder().keys() >= set(details.handlungsfelder):
        raise UnknownHandlungsfeld
    expect_known(known, details.sozialraeume, details.operation, field="sozialraeume")
    expect_in_order(details.on, details.until)
    if details.ends is not None and details.starts is None:
        raise StartMissing
    is_one_day = details.until in (None, details.on)
    if is_one_day and details.starts is not None and details.ends is not None and details.ends <= details.starts:
        raise EndsBeforeItStarts
