"""Who works here, in which role and team, from when to when? Asked by every look into a case or a referral.

An end is a row of its own, so that a fact need not repeat what it ends; whoever asks takes the earliest end.
"""

from collections.abc import Iterable
from typing import Final, assert_never

from services.contracts.districts import (
    RoleGranted,
    RoleRevoked,
    StaffJoined,
    StaffLeft,
    StaffStayed,
    TeamFormed,
    TeamJoined,
    TeamLeft,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

STAFF = Table("staff", "staff", ("traeger", "starts"), versioned=False)
STAFF_LEAVINGS = Table("staff_leavings", "staff", ("last_day", "successor"), versioned=False)
GRANTS = Table("role_grants", "role_grant", ("staff", "role", "operation", "starts", "ends"), versioned=False)
REVOCATIONS = Table("role_revocations", "role_grant", ("last_day",), versioned=False)
TEAMS = Table("teams", "team", ("traeger", "operation", "name"), versioned=False)
MEMBERSHIPS = Table("team_memberships", "membership", ("team", "staff", "starts", "ends"), versioned=False)
TEAM_LEAVINGS = Table("team_leavings", "membership", ("last_day",), versioned=False)

# Of one schema: the teams of ``staff`` on ``day``. Whoever left belongs nowhere after the last day, whatever the period
# of a membership says.
TEAMS_OF: Final = """
    SELECT m.team FROM {0}.team_memberships m JOIN {0}.staff s USING (staff)
    LEFT JOIN {0}.team_leavings e USING (membership) LEFT JOIN {0}.staff_leavings l USING (staff)
    WHERE m.staff = %(staff)s AND %(day)s >= greatest(s.starts, m.starts)
        AND %(day)s <= coalesce(least(m.ends, e.last_day, l.last_day), 'infinity')
"""
LEAVINGS: Final = "SELECT staff, last_day, successor FROM {}.staff_leavings"

Fact = StaffJoined | StaffLeft | StaffStayed | RoleGranted | RoleRevoked | TeamFormed | TeamJoined | TeamLeft


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """One row a fact. What is granted or joined anew has not ended; a leaving that was taken back is not there."""
    match recorded.fact:
        case RoleGranted(grant_id=grant):
            yield Drop(REVOCATIONS, grant)
        case TeamJoined(membership_id=membership):
            yield Drop(TEAM_LEAVINGS, membership)
    yield _change(recorded.fact)


def _change(fact: Fact) -> Change:  # noqa: PLR0911 - one line a fact
    match fact:
        case StaffJoined():
            return Put(STAFF, fact.staff_id, (fact.traeger_id, fact.start))
        case StaffLeft():
            return Put(STAFF_LEAVINGS, fact.staff_id, (fact.on, fact.successor_id))
        case StaffStayed():
            return Drop(STAFF_LEAVINGS, fact.staff_id)
        case RoleGranted():
            return Put(GRANTS, fact.grant_id, (fact.staff_id, fact.role, fact.operation, fact.start, fact.end))
        case RoleRevoked():
            return Put(REVOCATIONS, fact.grant_id, (fact.on,))
        case TeamFormed():
            return Put(TEAMS, fact.team_id, (fact.traeger_id, fact.operation, fact.name))
        case TeamJoined():
            return Put(MEMBERSHIPS, fact.membership_id, (fact.team_id, fact.staff_id, fact.start, fact.end))
        case TeamLeft():
            return Put(TEAM_LEAVINGS, fact.membership_id, (fact.on,))
        case _:
            assert_never(fact)


staff = Projection(
    "staff",
    version=1,
    tables=(STAFF, STAFF_LEAVINGS, GRANTS, REVOCATIONS, TEAMS, MEMBERSHIPS, TEAM_LEAVINGS),
    reads=(StaffJoined, StaffLeft, StaffStayed, RoleGranted, RoleRevoked, TeamFormed, TeamJoined, TeamLeft),
    fold=keep,
)
