"""Träger, what they carry, and their teams."""

from datetime import date
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.districts import place_queries
from services.districts.api.asking import (
    COMMAND,
    READ,
    Anybody,
    Asked,
    Id,
    Made,
    Name,
    NameIn,
    OperationKey,
    Operator,
    PeriodIn,
    Service,
    TeamInPath,
    TraegerInPath,
)
from services.districts.places_desk import PlacesDesk
from services.kernel.web import Recorded

router: Final = APIRouter()


class EngagementIn(PeriodIn):
    """An operation that the Träger carries for a time."""

    model_config = ConfigDict(extra="forbid", title="Durchführung eines Vorhabens")

    operation: OperationKey = Field(title="Schlüssel des Vorhabens")


class Engagement(BaseModel):
    """An operation that the Träger carries."""

    model_config = ConfigDict(from_attributes=True, title="Durchführung eines Vorhabens")

    operation: str = Field(title="Schlüssel des Vorhabens")
    start: date = Field(title="Erster Tag")
    end: date | None = Field(title="Letzter Tag; null: bis auf Weiteres")


class Traeger(BaseModel):
    """A Träger of the district."""

    model_config = ConfigDict(from_attributes=True, title="Träger")

    traeger_id: UUID = Field(title="Träger")
    name: str = Field(title="Name")
    engagements: list[Engagement] = Field(title="Vorhaben")


class TeamIn(BaseModel):
    """A team to form."""

    model_config = ConfigDict(extra="forbid", title="Neues Team")

    traeger_id: Id = Field(title="Träger")
    operation: OperationKey = Field(title="Schlüssel des Vorhabens")
    name: Name = Field(title="Name", examples=["KOMPASS Arnstadt"])


class Team(BaseModel):
    """A team of a Träger."""

    model_config = ConfigDict(from_attributes=True, title="Team")

    team_id: UUID = Field(title="Team")
    traeger_id: UUID = Field(title="Träger")
    operation: str = Field(title="Schlüssel des Vorhabens")
    name: str = Field(title="Name")


@router.post("/traeger", summary="Träger anlegen", **COMMAND)
def register_traeger(body: NameIn, asking: Operator, context: Asked, service: Service) -> Made:
    made = PlacesDesk(service, asking.district).register_traeger(body.name, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("/traeger", summary="Träger des Landkreises", **READ)
def list_traeger(asking: Anybody, service: Service) -> list[Traeger]:
    return [Traeger.model_validate(row) for row in place_queries.traeger_list(service.pool, asking.district)]


@router.post("/traeger/{traeger_id}/name", summary="Träger umbenennen", **COMMAND)
def rename_traeger(
    traeger_id: TraegerInPath, body: NameIn, asking: Operator, context: Asked, service: Service
) -> Recorded:
    outcome = PlacesDesk(service, asking.district).rename_traeger(traeger_id, body.name, context)
    return Recorded(position=outcome.position)


@router.post("/traeger/{traeger_id}/engagements", summary="Durchführung eines Vorhabens festhalten", **COMMAND)
def engage_traeger(
    traeger_id: TraegerInPath, body: EngagementIn, asking: Operator, context: Asked, service: Service
) -> Recorded:
    desk = PlacesDesk(service, asking.district)
    outcome = desk.engage_traeger(traeger_id, body.operation, (body.start, body.end), context)
    return Recorded(position=outcome.position)


@router.post("/teams", summary="Team bilden", **COMMAND)
def form_team(body: TeamIn, asking: Operator, context: Asked, service: Service) -> Made:
    made = PlacesDesk(service, asking.district).form_team(body.traeger_id, body.operation, body.name, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("/teams", summary="Teams des Landkreises", **READ)
def list_teams(asking: Anybody, service: Service) -> list[Team]:
    return [Team.model_validate(row) for row in place_queries.team_list(service.pool, asking.district)]


@router.post("/teams/{team_id}/name", summary="Team umbenennen", **COMMAND)
def rename_team(team_id: TeamInPath, body: NameIn, asking: Operator, context: Asked, service: Service) -> Recorded:
    outcome = PlacesDesk(service, asking.district).rename_team(team_id, body.name, context)
    return Recorded(position=outcome.position)
