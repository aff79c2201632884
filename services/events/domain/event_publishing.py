"""Whether an event stands on the public page, and whether people may register there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.contracts.events import EventPublished, EventUnpublished
from services.events.domain.event_state import Event, expect_ahead, is_over, last_day_of
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishEvent:
    """On the public page from now on; said again, the registration is another. ``at``: local time."""

    at: datetime
    registration: bool = False
    register_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpublishEvent:
    """Not on the public page any more; registrations stay."""


class TooLateToPublish(RuleViolation):
    title = "Diese Veranstaltung ist schon vorbei und kann nicht mehr angekündigt werden."
    field = "event_id"


class RegistrationAfterTheEvent(RuleViolation):
    title = "Die Anmeldung muss spätestens am letzten Tag der Veranstaltung enden."
    field = "register_until"


class DayWithoutRegistration(RuleViolation):
    title = "Ein letzter Tag der Anmeldung gehört nur zu einer Veranstaltung mit Anmeldung."
    field = "register_until"


def publish(command: PublishEvent, event: Event) -> Sequence[Contract]:
    plan = expect_ahead(event)
    if is_over(plan, command.at):
        raise TooLateToPublish
    if command.register_until is not None and not command.registration:
        raise DayWithoutRegistration
    if command.register_until is not None and command.register_until > last_day_of(plan):
        raise RegistrationAfterTheEvent
    published = EventPublished(
        event_id=plan.event_id, registration=command.registration, register_until=command.register_until
    )
    return [] if published == event.published else [published]


def unpublish(_command: UnpublishEvent, event: Event) -> Sequence[Contract]:
    plan = expect_ahead(event)
    return [] if event.published is None else [EventUnpublished(event_id=plan.event_id)]
