"""Somebody at work, as the decisions see them: when they came and leave, their roles and teams. One stream a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from services.contracts.districts import (
    RoleGranted,
    RoleRevoked,
    StaffJoined,
    StaffLeft,
    StaffRenamed,
    StaffRole,
    StaffStayed,
    TeamJoined,
    TeamLeft,
)
from services.districts.domain.periods import Period
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for a time; ``operation`` None is all of the district."""

    role: StaffRole
    operation: str | None
    period: Period

    def covers(self, role: StaffRole, operation: str | None) -> bool:
        """Is that role, in that operation, part of this one?"""
        return self.role == role and self.operation in {None, operation}


@dataclass(frozen=True, slots=True)
class Membership:
    """A place in a team for a time."""

    team_id: UUID
    period: Period


@dataclass(frozen=True, slots=True)
class Staff:
    """One person at work; ``joined`` None never joined, ``left`` is the last day and who comes after."""

    joined: StaffJoined | None = None
    name_id: UUID | None = None
    left: StaffLeft | None = None
    grants: Mapping[UUID, Grant] = field(default_factory=dict)
    memberships: Mapping[UUID, Membership] = field(default_factory=dict)

    @property
    def last_day(self) -> date | None:
        return None if self.left is None else self.left.on

    def held(self) -> dict[UUID, Grant]:
        """The roles as they count: nobody has one after the last day."""
        return {key: replace(one, period=one.period.until(self.last_day)) for key, one in self.grants.items()}

    def roles_on(self, day: date) -> frozenset[StaffRole]:
        """The roles that count on that day, in whichever operation."""
        return frozenset(one.role for one in self.held().values() if one.period.includes(day))

    def belongs(self) -> dict[UUID, Membership]:
        """The teams as they count."""
        return {key: replace(one, period=one.period.until(self.last_day)) for key, one in self.memberships.items()}


class UnknownStaff(RuleViolation):
    title = "Diese Person arbeitet hier nicht."
    field = "staff"


class BeforeJoining(RuleViolation):
    title = "Das liegt vor dem ersten Arbeitstag."
    field = "start"


class HasLeft(RuleViolation):
    title = "Diese Person ist dann nicht mehr da."
    field = "start"


def expect_joined(staff: Staff) -> StaffJoined:
    """How somebody joined; raises UnknownStaff."""
    if staff.joined is None:
        raise UnknownStaff
    return staff.joined


def expect_at_work(staff: Staff, period: Period) -> None:
    """Nothing new begins before somebody joined or after they left; raises UnknownStaff, BeforeJoining, HasLeft."""
    if period.start < expect_joined(staff).start:
        raise BeforeJoining
    if staff.last_day is not None and period.start > staff.last_day:
        raise HasLeft


def evolve(staff: Staff, fact: Contract) -> Staff:  # noqa: PLR0911 - one line a fact
    match fact:
        case StaffJoined():
            return replace(staff, joined=fact, name_id=fact.name_id)
        case StaffRenamed():
            return replace(staff, name_id=fact.name_id)
        case StaffLeft():
            return replace(staff, left=fact)
        case StaffStayed():
            return replace(staff, left=None)
        case RoleGranted():
            grant = Grant(fact.role, fact.operation, Period(fact.start, fact.end))
            return replace(staff, grants={**staff.grants, fact.grant_id: grant})
        case RoleRevoked():
            return _revoked(staff, fact)
        case TeamJoined():
            membership = Membership(fact.team_id, Period(fact.start, fact.end))
            return replace(staff, memberships={**staff.memberships, fact.membership_id: membership})
        case TeamLeft():
            return _team_left(staff, fact)
        case _:
            return staff


def _revoked(staff: Staff, fact: RoleRevoked) -> Staff:
    known = staff.grants[fact.grant_id]
    ended = replace(known, period=known.period.until(fact.on))
    return replace(staff, grants={**staff.grants, fact.grant_id: ended})


def _team_left(staff: Staff, fact: TeamLeft) -> Staff:
    known = staff.memberships[fact.membership_id]
    ended = replace(known, period=known.period.until(fact.on))
    return replace(staff, memberships={**staff.memberships, fact.membership_id: ended})
