"""Somebody at work, put together: coming and going, roles, teams. All facts of one person form one stream."""

from collections.abc import Sequence
from typing import Final, TypeAlias, assert_never

from services.districts.domain import staff_presence, staff_roles, staff_teams
from services.districts.domain.staff_presence import JoinStaff, KeepStaff, LeaveStaff, RenameStaff
from services.districts.domain.staff_roles import GrantRole, RevokeRole
from services.districts.domain.staff_state import Staff, evolve
from services.districts.domain.staff_teams import JoinTeam, LeaveTeam
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

Command: TypeAlias = staff_presence.Command | staff_roles.Command | staff_teams.Command


def decide(command: Command, staff: Staff) -> Sequence[Contract]:  # noqa: PLR0911 - one line a command
    match command:
        case JoinStaff():
            return staff_presence.join(command, staff)
        case RenameStaff():
            return staff_presence.rename(command, staff)
        case LeaveStaff():
            return staff_presence.leave(command, staff)
        case KeepStaff():
            return staff_presence.keep(staff)
        case GrantRole():
            return staff_roles.grant(command, staff)
        case RevokeRole():
            return staff_roles.revoke(command, staff)
        case JoinTeam():
            return staff_teams.join(command, staff)
        case LeaveTeam():
            return staff_teams.leave(command, staff)
        case _:
            assert_never(command)


STAFF: Final = Decider(initial=Staff(), decide=decide, evolve=evolve)
