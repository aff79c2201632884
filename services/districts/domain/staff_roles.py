"""Roles: what somebody may do, in one operation or in all of the district, from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.districts import OperationOpened, RoleGranted, RoleRevoked, StaffRole
from services.districts.domain.periods import expect_period
from services.districts.domain.staff_state import Staff, expect_at_work, expect_joined
from services.districts.domain.traeger import UnknownOperation
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole:
    """Let somebody act in a role; without ``operation`` in all of them, with one that nobody opened it is refused."""

    grant_id: UUID
    role: StaffRole
    start: date
    end: date | None = None
    operation: str | None = None
    opened: OperationOpened | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeRole:
    """Let a grant end with ``on``; the day before today ends it at once."""

    grant_id: UUID
    on: date


Command = GrantRole | RevokeRole


# --- Decisions: may it happen? ----------------------------------------------


class HasRoleAlready(RuleViolation):
    title = "Diese Rolle hat die Person in diesem Zeitraum schon."
    field = "role"


class UnknownGrant(RuleViolation):
    title = "Diese Rolle hat die Person nicht."
    field = "grant"


class EndsEarlier(RuleViolation):
    title = "Das endet schon früher."
    field = "on"


def grant(command: GrantRole, staff: Staff) -> Sequence[Contract]:
    period = expect_period(command.start, command.end)
    expect_at_work(staff, period)
    if command.operation is not None and command.opened is None:
        raise UnknownOperation
    known = staff.grants.get(command.grant_id)
    if known is not None and known.period == period:
        return []
    if any(
        each.covers(command.role, command.operation) and not each.period.is_empty and each.period.overlaps(period)
        for each in staff.held().values()
    ):
        raise HasRoleAlready
    granted = RoleGranted(
        grant_id=command.grant_id,
        staff_id=expect_joined(staff).staff_id,
        role=command.role,
        start=period.start,
        operation=command.operation,
        end=period.end,
    )
    return [granted]


def revoke(command: RevokeRole, staff: Staff) -> Sequence[Contract]:
    known = staff.grants.get(command.grant_id)
    if known is None:
        raise UnknownGrant
    if known.period.end == command.on:
        return []
    if known.period.end is not None and known.period.end < command.on:
        raise EndsEarlier
    return [RoleRevoked(grant_id=command.grant_id, staff_id=expect_joined(staff).staff_id, on=command.on)]
