"""Teams: where somebody belongs, from when to when; whoever belongs to a team reads its cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.districts import TeamJoined, TeamLeft
from services.districts.domain.periods import expect_period
from services.districts.domain.staff_roles import EndsEarlier
from services.districts.domain.staff_state import Staff, expect_at_work, expect_joined
from services.districts.domain.team import Team, expect_formed
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinTeam:
    """Let somebody belong to a team."""

    membership_id: UUID
    team: Team
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveTeam:
    """Let somebody belong to a team until ``on``."""

    membership_id: UUID
    on: date


Command = JoinTeam | LeaveTeam


# --- Decisions: may it happen? ----------------------------------------------


class TeamOfAnotherTraeger(RuleViolation):
    title = "Dieses Team gehört zu einem anderen Träger."
    field = "team"


class InTeamAlready(RuleViolation):
    title = "Die Person gehört in diesem Zeitraum schon zu diesem Team."
    field = "team"


class NotInTeam(RuleViolation):
    title = "Die Person gehört nicht zu diesem Team."
    field = "team"


def join(command: JoinTeam, staff: Staff) -> Sequence[Contract]:
    period = expect_period(command.start, command.end)
    expect_at_work(staff, period)
    person, team = expect_joined(staff), expect_formed(command.team)
    if team.traeger_id != person.traeger_id:
        raise TeamOfAnotherTraeger
    known = staff.memberships.get(command.membership_id)
    if known is not None and known.period == period:
        return []
    if any(
        each.team_id == team.team_id and not each.period.is_empty and each.period.overlaps(period)
        for each in staff.belongs().values()
    ):
        raise InTeamAlready
    joined = TeamJoined(
        membership_id=command.membership_id,
        team_id=team.team_id,
        staff_id=person.staff_id,
        start=period.start,
        end=period.end,
    )
    return [joined]


def leave(command: LeaveTeam, staff: Staff) -> Sequence[Contract]:
    known = staff.memberships.get(command.membership_id)
    if known is None:
        raise NotInTeam
    if known.period.end == command.on:
        return []
    if known.period.end is not None and known.period.end < command.on:
        raise EndsEarlier
    left = TeamLeft(
        membership_id=command.membership_id,
        team_id=known.team_id,
        staff_id=expect_joined(staff).staff_id,
        on=command.on,
    )
    return [left]
