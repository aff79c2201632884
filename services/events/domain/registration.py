"""Somebody registers for an event, or gives the places back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.contracts.events import EventPlanned, EventPublished, PlaceReleased, PlaceRequested
from services.events.domain.event_state import Event, expect_ahead, is_over, last_day_of
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPlace:
    """Places for so many persons; where there are none left, on the waiting list. ``at``: local time."""

    registration_id: UUID
    persons: int
    at: datetime
    contact_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePlace:
    """They do not come after all."""

    registration_id: UUID


class RegistrationClosed(RuleViolation):
    title = "Für diese Veranstaltung kann man sich hier nicht anmelden."
    field = "event_id"


class RegistrationOver(RuleViolation):
    title = "Die Anmeldung zu dieser Veranstaltung ist zu Ende."
    field = "event_id"


class MoreThanPlaces(RuleViolation):
    title = "So viele Plätze hat diese Veranstaltung nicht."
    field = "persons"


class UnknownRegistration(RuleViolation):
    title = "Diese Anmeldung gibt es nicht."
    field = "registration_id"


class RegisteredOtherwise(RuleViolation):
    title = "Diese Anmeldung gibt es schon, mit anderen Angaben."
    field = "registration_id"


def request_place(command: RequestPlace, event: Event) -> Sequence[Contract]:
    places = event.places
    if command.registration_id in places.given_back or command.registration_id in places.wanted:
        if places.wanted.get(command.registration_id, command.persons) != command.persons:
            raise RegisteredOtherwise
        return []
    plan = expect_ahead(event)
    if event.published is None or not event.published.registration:
        raise RegistrationClosed
    if not takes_registrations(plan, event.published, command.at):
        raise RegistrationOver
    if plan.capacity is not None and command.persons > plan.capacity:
        raise MoreThanPlaces(f"Diese Veranstaltung hat {plan.capacity} Plätze.")
    asked = PlaceRequested(
        event_id=plan.event_id,
        registration_id=command.registration_id,
        persons=command.persons,
        contact_id=command.contact_id,
    )
    return [asked]


def release_place(command: ReleasePlace, event: Event) -> Sequence[Contract]:
    if command.registration_id in event.places.given_back:
        return []
    plan = expect_ahead(event)
    if command.registration_id not in event.places.wanted:
        raise UnknownRegistration
    return [PlaceReleased(event_id=plan.event_id, registration_id=command.registration_id)]


def takes_registrations(plan: EventPlanned, published: EventPublished, at: datetime) -> bool:
    """Whether one may register at this local time."""
    last_day = published.register_until or last_day_of(plan)
    return published.registration and at.date() <= last_day and not is_over(plan, at)
