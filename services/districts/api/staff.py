"""People at work: coming and going, roles, teams."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.districts import StaffRole
from services.districts.api.asking import (
    COMMAND,
    Anybody,
    Asked,
    Id,
    LastDayIn,
    Made,
    Name,
    NameIn,
    OperationKey,
    Operator,
    PeriodIn,
    Service,
    StaffInPath,
)
from services.districts.roster import Reader, roster
from services.districts.staff_desk import StaffDesk
from services.kernel.inputs import Day
from services.kernel.problems import forbidden
from services.kernel.requests import only_known
from services.kernel.roles import Role
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter()


class StaffIn(BaseModel):
    """Somebody who starts to work for a Träger."""

    model_config = ConfigDict(extra="forbid", title="Neue Person im Team")

    traeger_id: Id = Field(title="Träger")
    name: Name = Field(title="Name; bleibt im Tresor", examples=["Anna Muster"])
    start: Day = Field(title="Erster Arbeitstag", examples=["2026-01-01"])


class LeavingIn(LastDayIn):
    """Somebody's last day, and who takes over."""

    model_config = ConfigDict(extra="forbid", title="Ausscheiden")

    successor_id: Id | None = Field(default=None, title="Nachfolge; leer: das Team")


class RoleIn(PeriodIn):
    """A role for a time."""

    model_config = ConfigDict(extra="forbid", title="Rolle")

    role: StaffRole = Field(title="Rolle", examples=["fachkraft"])
    operation: OperationKey | None = Field(default=None, title="Vorhaben; leer: alle")


class RevocationIn(LastDayIn):
    """A role that ends; yesterday as the last day ends it at once."""

    model_config = ConfigDict(extra="forbid", title="Rolle entziehen")

    grant_id: Id = Field(title="Verweis auf die Rolle")


class MembershipIn(PeriodIn):
    """A place in a team for a time."""

    model_config = ConfigDict(extra="forbid", title="Zugehörigkeit zu einem Team")

    team_id: Id = Field(title="Team")


class TeamLeavingIn(LastDayIn):
    """A place in a team that ends."""

    model_config = ConfigDict(extra="forbid", title="Team verlassen")

    membership_id: Id = Field(title="Verweis auf die Zugehörigkeit")


class Nothing(BaseModel):
    """A command that needs no words."""

    model_config = ConfigDict(extra="forbid", title="Ohne Angaben")


class Grant(BaseModel):
    """A role as it counts."""

    model_config = ConfigDict(from_attributes=True, title="Rolle")

    grant_id: UUID = Field(title="Verweis auf die Rolle")
    role: StaffRole = Field(title="Rolle")
    operation: str | None = Field(title="Vorhaben; null: alle")
    start: date = Field(title="Erster Tag")
    end: date | None = Field(title="Letzter Tag; null: bis auf Weiteres")


class Membership(BaseModel):
    """A place in a team as it counts."""

    model_config = ConfigDict(from_attributes=True, title="Zugehörigkeit zu einem Team")

    membership_id: UUID = Field(title="Verweis auf die Zugehörigkeit")
    team_id: UUID = Field(title="Team")
    start: date = Field(title="Erster Tag")
    end: date | None = Field(title="Letzter Tag; null: bis auf Weiteres")


class Staff(BaseModel):
    """Somebody who works or worked here."""

    model_config = ConfigDict(from_attributes=True, title="Person im Team")

    staff_id: UUID = Field(title="Person")
    traeger_id: UUID = Field(title="Träger")
    name: str | None = Field(title="Name; null: nicht für diese Rolle")
    start: date = Field(title="Erster Arbeitstag")
    last_day: date | None = Field(title="Letzter Arbeitstag; null: bis auf Weiteres")
    successor_id: UUID | None = Field(title="Nachfolge")
    grants: list[Grant] = Field(title="Rollen")
    memberships: list[Membership] = Field(title="Teams")


OnDay = Annotated[Day | None, Query(title="Nur wer an diesem Tag da ist", examples=["2026-06-30"])]


@router.post("/staff", summary="Person anlegen", **COMMAND)
def join_staff(body: StaffIn, asking: Operator, context: Asked, service: Service) -> Made:
    made = StaffDesk(service, asking.district).join(body.traeger_id, body.name, body.start, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("/staff", summary="Wer hier arbeitet", dependencies=[Depends(awaited), Depends(only_known("on"))])
def list_staff(asking: Anybody, service: Service, on: OnDay = None) -> list[Staff]:
    """Namen sehen Betrieb und Koordination, und wer beim selben Träger arbeitet."""
    reader = Reader(asking.caller.role, asking.caller.actor)
    return [Staff.model_validate(each) for each in roster(service, asking.district, reader, on)]


@router.post("/staff/{staff_id}/name", summary="Namen berichtigen", **COMMAND)
def rename_staff(staff_id: StaffInPath, body: NameIn, asking: Operator, context: Asked, service: Service) -> Recorded:
    outcome = StaffDesk(service, asking.district).rename(staff_id, body.name, context)
    return Recorded(position=outcome.position)


@router.post("/staff/{staff_id}/leaving", summary="Ausscheiden festhalten", **COMMAND)
def leave(staff_id: StaffInPath, body: LeavingIn, asking: Operator, context: Asked, service: Service) -> Recorded:
    """Rollen und Teams enden mit dem letzten Tag; offene Fälle gehen an die Nachfolge oder das Team."""
    outcome = StaffDesk(service, asking.district).leave(staff_id, body.on, body.successor_id, context)
    return Recorded(position=outcome.position)


@router.post("/staff/{staff_id}/staying", summary="Ausscheiden zurücknehmen", **COMMAND)
def stay(staff_id: StaffInPath, body: Nothing, asking: Operator, context: Asked, service: Service) -> Recorded:  # noqa: ARG001 - an empty body
    outcome = StaffDesk(service, asking.district).keep(staff_id, context)
    return Recorded(position=outcome.position)


@router.post("/staff/{staff_id}/roles", summary="Rolle geben", **COMMAND)
def grant_role(staff_id: StaffInPath, body: RoleIn, asking: Operator, context: Asked, service: Service) -> Made:
    """Die Rolle Betrieb gibt nur, wer sie selbst hat."""
    if body.role == "land":  # it reads what all districts released, so no district gives it
        raise forbidden("Diese Rolle vergibt nur, wer die Plattform betreibt, an der Befehlszeile.")
    if body.role == "betrieb" and asking.caller.role != Role.BETRIEB:
        raise forbidden("Die Rolle Betrieb gibt nur, wer sie selbst hat.")
    desk = StaffDesk(service, asking.district)
    made = desk.grant(staff_id, body.role, (body.start, body.end), context, body.operation)
    return Made(id=made.id, position=made.outcome.position)


@router.post("/staff/{staff_id}/revoked-roles", summary="Rolle entziehen", **COMMAND)
def revoke_role(
    staff_id: StaffInPath, body: RevocationIn, asking: Operator, context: Asked, service: Service
) -> Recorded:
    outcome = StaffDesk(service, asking.district).revoke(staff_id, body.grant_id, body.on, context)
    return Recorded(position=outcome.position)


@router.post("/staff/{staff_id}/teams", summary="In ein Team aufnehmen", **COMMAND)
def join_team(staff_id: StaffInPath, body: MembershipIn, asking: Operator, context: Asked, service: Service) -> Made:
    made = StaffDesk(service, asking.district).join_team(staff_id, body.team_id, (body.start, body.end), context)
    return Made(id=made.id, position=made.outcome.position)


@router.post("/staff/{staff_id}/left-teams", summary="Zugehörigkeit zu einem Team beenden", **COMMAND)
def leave_team(
    staff_id: StaffInPath, body: TeamLeavingIn, asking: Operator, context: Asked, service: Service
) -> Recorded:
    outcome = StaffDesk(service, asking.district).leave_team(staff_id, body.membership_id, body.on, context)
    return Recorded(position=outcome.position)
