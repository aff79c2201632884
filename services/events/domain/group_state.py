"""A group as the decisions see it: what it is, who was a member when, whether its calendar can be subscribed to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from services.contracts.events import (
    FeedClosed,
    FeedOpened,
    GroupDissolved,
    GroupFounded,
    MemberJoined,
    MemberLeft,
)
from services.contracts.events.words import MemberRole
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True)
class Membership:
    """One period in one role; both days included, ``last_day`` None while no end is known."""

    role: MemberRole
    since: date
    last_day: date | None = None

    def counts(self, day: date) -> bool:
        return self.since <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Group:
    """``founded`` None: there is no such group. ``members``: partner -> its periods, in order."""

    founded: GroupFounded | None = None
    last_day: date | None = None
    members: Mapping[UUID, tuple[Membership, ...]] = field(default_factory=dict)
    feed_id: UUID | None = None

    def membership(self, partner_id: UUID, day: date) -> Membership | None:
        """As what an organisation belongs to the group on that day."""
        return next((each for each in self.members.get(partner_id, ()) if each.counts(day)), None)

    def lasting(self, partner_id: UUID) -> Membership | None:
        """The period of a member that has no end yet."""
        return next((each for each in self.members.get(partner_id, ()) if each.last_day is None), None)


class UnknownGroup(RuleViolation):
    title = "Dieses Gremium gibt es nicht."
    field = "group_id"


class GroupIsDissolved(RuleViolation):
    title = "Dieses Gremium arbeitet nicht mehr. Bitte zuerst wieder aufnehmen."
    field = "group_id"


def expect_known(group: Group) -> GroupFounded:
    """What the group is, or was; raises UnknownGroup."""
    if group.founded is None:
        raise UnknownGroup
    return group.founded


def expect_working(group: Group, day: date | None = None) -> GroupFounded:
    """What the group is, with no last day known, or none before ``day``; raises UnknownGroup, GroupIsDissolved."""
    founded = expect_known(group)
    if group.last_day is not None and (day is None or group.last_day < day):
        raise GroupIsDissolved
    return founded


def evolve(group: Group, fact: Contract) -> Group:  # noqa: PLR0911 - one line a fact
    match fact:
        case GroupFounded():
            return replace(group, founded=fact, last_day=None)
        case GroupDissolved():
            return replace(group, last_day=fact.on)
        case MemberJoined():
            joined = joined_to(group.members.get(fact.partner_id, ()), Membership(fact.role, fact.since))
            return replace(group, members={**group.members, fact.partner_id: joined})
        case MemberLeft():
            left = ended(group.members.get(fact.partner_id, ()), fact.on)
            return replace(group, members={**group.members, fact.partner_id: left})
        case FeedOpened():
            return replace(group, feed_id=fact.feed_id)
        case FeedClosed():
            return replace(group, feed_id=None)
        case _:
            return group


def joined_to(periods: tuple[Membership, ...], joining: Membership) -> tuple[Membership, ...]:
    """Joined again: another role counts from its day on, the same role without an end had its beginning corrected."""
    earlier = [each for each in periods if each.since < joining.since]
    if not earlier:
        return (joining,)
    *before, last = earlier
    if last.last_day is None and last.role == joining.role:
        return (*before, joining)
    return (*before, _until(last, joining.since - timedelta(days=1)), joining)


def ended(periods: tuple[Membership, ...], on: date) -> tuple[Membership, ...]:
    """No period lasts longer than that day; said again, the day is corrected."""
    begun = [each for each in periods if each.since <= on]
    return (*begun[:-1], replace(begun[-1], last_day=on)) if begun else ()


def _until(period: Membership, last_day: date) -> Membership:
    known = period.last_day
    return replace(period, last_day=last_day if known is None else min(known, last_day))
