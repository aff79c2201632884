"""Who works here, in which role and team, from when to when? Read by lists of staff, and before a token is issued.

An end is a row of its own, so that a fact need not repeat what it ends; whoever asks takes the earliest end.
"""

from collections.abc import Iterable
from typing import assert_never

from services.contracts.districts import (
    RoleGranted,
    RoleRevoked,
    StaffJoined,
    StaffLeft,
    StaffRenamed,
    StaffStayed,
    TeamJoined,
    TeamLeft,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

STAFF = Table("staff", "staff", ("traeger", "starts"), versioned=False)
NAMES = Table("staff_names", "staff", ("name_entry",), versioned=False)
STAFF_LEAVINGS = Table("staff_leavings", "staff", ("last_day", "successor"), versioned=False)
GRANTS = Table("role_grants", "role_grant", ("staff", "role", "operation", "starts", "ends"), versioned=False)
REVOCATIONS = Table("role_revocations", "role_grant", ("last_day",), versioned=False)
MEMBERSHIPS = Table("team_memberships", "membership", ("team", "staff", "starts", "ends"), versioned=False)
TEAM_LEAVINGS = Table("team_leavings", "membership", ("last_day",), versioned=False)

Fact = StaffJoined | StaffRenamed | StaffLeft | StaffStayed | RoleGranted | RoleRevoked | TeamJoined | TeamLeft


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:  # noqa: PLR0911 - one line a fact
    """What is granted or joined anew has not ended."""
    fact = recorded.fact
    match fact:
        case StaffJoined():
            joined = Put(STAFF, fact.staff_id, (fact.traeger_id, fact.start))
            return [joined, Put(NAMES, fact.staff_id, (fact.name_id,))]
        case StaffRenamed():
            return [Put(NAMES, fact.staff_id, (fact.name_id,))]
        case StaffLeft():
            return [Put(STAFF_LEAVINGS, fact.staff_id, (fact.on, fact.successor_id))]
        case StaffStayed():
            return [Drop(STAFF_LEAVINGS, fact.staff_id)]
        case RoleGranted():
            granted = (fact.staff_id, fact.role, fact.operation, fact.start, fact.end)
            return [Put(GRANTS, fact.grant_id, granted), Drop(REVOCATIONS, fact.grant_id)]
        case RoleRevoked():
            return [Put(REVOCATIONS, fact.grant_id, (fact.on,))]
        case TeamJoined():
            member = (fact.team_id, fact.staff_id, fact.start, fact.end)
            return [Put(MEMBERSHIPS, fact.membership_id, member), Drop(TEAM_LEAVINGS, fact.membership_id)]
        case TeamLeft():
            return [Put(TEAM_LEAVINGS, fact.membership_id, (fact.on,))]
        case _:
            assert_never(fact)


staff = Projection(
    "staff",
    version=1,
    tables=(STAFF, NAMES, STAFF_LEAVINGS, GRANTS, REVOCATIONS, MEMBERSHIPS, TEAM_LEAVINGS),
    reads=(StaffJoined, StaffRenamed, StaffLeft, StaffStayed, RoleGranted, RoleRevoked, TeamJoined, TeamLeft),
    fold=keep,
)
