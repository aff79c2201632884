"""Supported entities (EECO18, EECO19): recorded and taken back by the Koordination."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.intake import EntityKind
from services.intake.api.asking import COMMAND, Asked, Service
from services.intake.api.estimates import Koordination, Reader, Words
from services.intake.estimates_desk import FiguresDesk
from services.intake.estimates_queries import list_entities
from services.kernel.inputs import Day, OperationInPath
from services.kernel.requests import only_known
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/operations/{operation}")


class EntityIn(BaseModel):
    """A public administration or an enterprise that the operation supports."""

    model_config = ConfigDict(extra="forbid", title="Unterstützte Einrichtung")

    kind: EntityKind = Field(title="Art", examples=["public_administration"])
    name: Annotated[Words, Field(max_length=200)] = Field(title="Name", examples=["Jugendamt Ilm-Kreis"])
    on: Day = Field(title="Unterstützt seit")


class EntityNamed(BaseModel):
    """Which entity is meant."""

    model_config = ConfigDict(extra="forbid", title="Einrichtung zurücknehmen")

    entity_id: UUID = Field(title="Einrichtung (Verweis)", examples=["00000000-0000-8000-8000-000000007401"])


class RecordedEntity(Recorded):
    """Where the fact stands, and under which id the entity is known."""

    model_config = ConfigDict(title="Einrichtung erfasst")

    entity_id: UUID = Field(title="Einrichtung (Verweis)")


class Entity(BaseModel):
    """A supported entity."""

    model_config = ConfigDict(from_attributes=True, title="Unterstützte Einrichtung")

    entity_id: UUID = Field(title="Einrichtung (Verweis)")
    kind: EntityKind = Field(title="Art")
    name: str | None = Field(title="Name; null: gelöscht")
    on: date = Field(title="Unterstützt seit", validation_alias="on_day")
    author: str = Field(title="Erfasst von")
    recorded: datetime = Field(title="Erfasst am")


@router.post("/entities", summary="Unterstützte Einrichtung erfassen", **COMMAND)
def add_an_entity(
    operation: OperationInPath, body: EntityIn, asking: Koordination, context: Asked, service: Service
) -> RecordedEntity:
    added = FiguresDesk(service, asking.district, operation).add_entity(body.kind, body.name, body.on, context)
    return RecordedEntity(position=added.outcome.position, entity_id=added.entity_id)


@router.post("/retracted-entities", summary="Unterstützte Einrichtung zurücknehmen", **COMMAND)
def retract_an_entity(
    operation: OperationInPath, body: EntityNamed, asking: Koordination, context: Asked, service: Service
) -> Recorded:
    outcome = FiguresDesk(service, asking.district, operation).retract_entity(body.entity_id, context)
    return Recorded(position=outcome.position)


@router.get("/entities", summary="Unterstützte Einrichtungen", dependencies=[Depends(only_known()), Depends(awaited)])
def entities(operation: OperationInPath, asking: Reader, service: Service) -> list[Entity]:
    return [Entity.model_validate(one) for one in list_entities(service, asking.district, operation)]
