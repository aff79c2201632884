"""What volunteers do: an engagement is taken, confirmed where they signed up by themselves, and left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.contracts.events.volunteers import EngagementLeft, EngagementTaken
from services.events.domain.days import expect_not_in_future
from services.events.domain.engagement import EngagementIsClosed
from services.events.domain.volunteer_state import Volunteer, expect_active, expect_named
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeEngagement:
    """A volunteer does this; said of a sign-up, the team says yes. ``is_open``: somebody is still looked for."""

    engagement_id: UUID
    on: date
    today: date
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveEngagement:
    """A volunteer does this no more; said of a sign-up, the team says no."""

    engagement_id: UUID
    on: date


Command: TypeAlias = TakeEngagement | LeaveEngagement


class EngagementNotTaken(RuleViolation):
    title = "Diese Person hat die Aufgabe nicht übernommen."
    field = "engagement_id"


def take(command: TakeEngagement, volunteer: Volunteer) -> Sequence[Contract]:
    known = expect_active(volunteer)
    expect_not_in_future(command.on, command.today)
    taken = volunteer.taken.get(command.engagement_id)
    if taken is not None and taken.confirmed:
        return []
    if not command.is_open and taken is None:
        raise EngagementIsClosed
    return [EngagementTaken(volunteer_id=known.volunteer_id, engagement_id=command.engagement_id, on=command.on)]


def leave(command: LeaveEngagement, volunteer: Volunteer) -> Sequence[Contract]:
    known = expect_named(volunteer)
    if command.engagement_id not in volunteer.taken:
        if command.engagement_id in volunteer.given_up:
            return []
        raise EngagementNotTaken
    return [EngagementLeft(volunteer_id=known.volunteer_id, engagement_id=command.engagement_id, on=command.on)]
