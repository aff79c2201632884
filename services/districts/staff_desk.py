"""The desk for people at work: ids, names for the vault, and what other streams say, around their decider."""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from services.contracts.districts import OperationOpened, StaffRole
from services.contracts.names import expect_name, same_name
from services.districts.application import Districts
from services.districts.domain.operation import OPERATION
from services.districts.domain.staff import STAFF, Command
from services.districts.domain.staff_presence import JoinStaff, KeepStaff, LeaveStaff, RenameStaff
from services.districts.domain.staff_roles import GrantRole, RevokeRole
from services.districts.domain.staff_teams import JoinTeam, LeaveTeam
from services.districts.domain.team import TEAM
from services.districts.domain.traeger import TRAEGER
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.vault import Entry

NAME: Final = "staff_name"


class Made(NamedTuple):
    """The id of what a command was about, and what became of the command."""

    id: UUID
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class StaffDesk:
    """One district's people. Every command raises the refusals of domain.staff."""

    districts: Districts
    district: str

    def join(self, traeger_id: UUID, name: str, start: date, context: Context) -> Made:
        """Same Träger, name and first day: the same person."""
        staff_id = self._derive("staff", str(traeger_id), same_name(expect_name(name)), start.isoformat())
        text = self._name(staff_id, name)
        traeger = self.districts.state(self.district, TRAEGER, traeger_id)
        command = JoinStaff(staff_id=staff_id, traeger=traeger, name_id=text.entry_id, start=start)
        return Made(staff_id, self._execute(staff_id, command, context, text))

    def rename(self, staff_id: UUID, name: str, context: Context) -> Outcome:
        text = self._name(staff_id, name)
        return self._execute(staff_id, RenameStaff(name_id=text.entry_id), context, text)

    def leave(self, staff_id: UUID, on: date, successor_id: UUID | None, context: Context) -> Outcome:
        """``on`` is the last day."""
        successor = None if successor_id is None else self.districts.state(self.district, STAFF, successor_id)
        return self._execute(staff_id, LeaveStaff(on=on, successor=successor), context)

    def keep(self, staff_id: UUID, context: Context) -> Outcome:
        """Take a leaving back."""
        return self._execute(staff_id, KeepStaff(), context)

    def grant(
        self,
        staff_id: UUID,
        role: StaffRole,
        period: tuple[date, date | None],
        context: Context,
        operation: str | None = None,
    ) -> Made:
        """A role in one operation, or in all of the district."""
        grant_id = self._derive("role-grant", str(staff_id), role, operation or "", period[0].isoformat())
        command = GrantRole(
            grant_id=grant_id,
            role=role,
            start=period[0],
            end=period[1],
            operation=operation,
            opened=None if operation is None else self._opened(operation),
        )
        return Made(grant_id, self._execute(staff_id, command, context))

    def revoke(self, staff_id: UUID, grant_id: UUID, on: date, context: Context) -> Outcome:
        return self._execute(staff_id, RevokeRole(grant_id=grant_id, on=on), context)

    def join_team(self, staff_id: UUID, team_id: UUID, period: tuple[date, date | None], context: Context) -> Made:
        membership_id = self._derive("membership", str(staff_id), str(team_id), period[0].isoformat())
        team = self.districts.state(self.district, TEAM, team_id)
        command = JoinTeam(membership_id=membership_id, team=team, start=period[0], end=period[1])
        return Made(membership_id, self._execute(staff_id, command, context))

    def leave_team(self, staff_id: UUID, membership_id: UUID, on: date, context: Context) -> Outcome:
        return self._execute(staff_id, LeaveTeam(membership_id=membership_id, on=on), context)

    def _execute(self, staff_id: UUID, command: Command, context: Context, *texts: Entry) -> Outcome:
        return self.districts.desk.execute(self.district, STAFF, (staff_id, command, context), texts)

    def _name(self, staff_id: UUID, name: str) -> Entry:
        text = expect_name(name)
        return Entry(staff_id, NAME, self._derive(NAME, str(staff_id), text), text)

    def _opened(self, operation: str) -> OperationOpened | None:
        stream = self._derive("operation", operation)
        return self.districts.state(self.district, OPERATION, stream).opened

    def _derive(self, kind: str, *parts: str) -> UUID:
        return self.districts.ids(self.district).derive(kind, *parts)
