"""An engagement: help that is looked for, until nobody is needed any more. One stream an engagement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.events.volunteers import EngagementClosed, EngagementOffered
from services.contracts.names import expect_name
from services.events.domain.days import expect_in_order
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# --- State -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Engagement:
    """``offered`` None: nobody ever looked for this; ``closed_on``: nobody is looked for any more."""

    offered: EngagementOffered | None = None
    closed_on: date | None = None

    def is_open(self, day: date) -> bool:
        """Whether somebody may still take it on that day."""
        if self.offered is None or self.closed_on is not None:
            return False
        return self.offered.last_day is None or day <= self.offered.last_day

    def is_public(self, day: date) -> bool:
        """Whether everybody may sign up for it."""
        return self.offered is not None and self.offered.public and self.is_open(day)


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementDetails:
    """What is to be done, where, when, and how many are needed; ``details_id``: the vault's description."""

    title: str
    sozialraeume: tuple[str, ...] = ()
    needed: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    event_id: UUID | None = None
    operation: str | None = None
    public: bool = False
    details_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferEngagement:
    """Look for helpers; for what was closed once more."""

    engagement_id: UUID
    details: EngagementDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectEngagement:
    """Other details of what is looked for."""

    details: EngagementDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseEngagement:
    """Nobody is looked for any more."""

    on: date


Command: TypeAlias = OfferEngagement | CorrectEngagement | CloseEngagement


# --- Decisions: may it happen? ----------------------------------------------


class UnknownEngagement(RuleViolation):
    title = "Diese Aufgabe gibt es nicht."
    field = "engagement_id"


class EngagementIsClosed(RuleViolation):
    title = "Für diese Aufgabe wird niemand mehr gesucht."
    field = "engagement_id"


class NobodyNeeded(RuleViolation):
    title = "Gesucht wird mindestens eine Person."
    field = "needed"


def decide(command: Command, engagement: Engagement) -> Sequence[Contract]:
    match command:
        case OfferEngagement():
            return _offer(command, engagement)
        case CorrectEngagement():
            known = expect_offered(engagement)
            return _changed(known, _offered(known.engagement_id, command.details))
        case CloseEngagement():
            known = expect_known(engagement)
            already = engagement.closed_on == command.on
            return [] if already else [EngagementClosed(engagement_id=known.engagement_id, on=command.on)]
        case _:
            assert_never(command)


def expect_known(engagement: Engagement) -> EngagementOffered:
    """Raises UnknownEngagement."""
    if engagement.offered is None:
        raise UnknownEngagement
    return engagement.offered


def expect_offered(engagement: Engagement) -> EngagementOffered:
    """Raises UnknownEngagement, EngagementIsClosed."""
    known = expect_known(engagement)
    if engagement.closed_on is not None:
        raise EngagementIsClosed
    return known


def _offer(command: OfferEngagement, engagement: Engagement) -> Sequence[Contract]:
    offered = _offered(command.engagement_id, command.details)
    return [offered] if engagement.closed_on is not None else _changed(engagement.offered, offered)


def _changed(known: EngagementOffered | None, now: EngagementOffered) -> Sequence[Contract]:
    return [] if known == now else [now]


def _offered(engagement_id: UUID, details: EngagementDetails) -> EngagementOffered:
    if details.needed is not None and details.needed < 1:
        raise NobodyNeeded
    if details.first_day is not None:
        expect_in_order(details.first_day, details.last_day, field="last_day")
    return EngagementOffered(
        engagement_id=engagement_id,
        title=expect_name(details.title),
        sozialraeume=details.sozialraeume,
        needed=details.needed,
        first_day=details.first_day,
        last_day=details.last_day,
        event_id=details.event_id,
        operation=details.operation,
        public=details.public,
        details_id=details.details_id,
    )


# --- Evolution ----------------------------------------------------------------


def evolve(engagement: Engagement, fact: Contract) -> Engagement:
    match fact:
        case EngagementOffered():
            return Engagement(offered=fact)
        case EngagementClosed():
            return replace(engagement, closed_on=fact.on)
        case _:
            return engagement


ENGAGEMENT: Final = Decider(initial=Engagement(), decide=decide, evolve=evolve)
