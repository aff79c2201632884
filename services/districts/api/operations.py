"""Operations, rural municipalities and Sozialräume."""

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.districts import queries
from services.districts.api.asking import COMMAND, READ, Anybody, Asked, Operator, Service
from services.districts.domain.objectives import ANY
from services.kernel.inputs import KEY_PATTERN, Day
from services.kernel.web import Recorded

router: Final = APIRouter()


class NewOperation(BaseModel):
    """An operation (Vorhaben) to open."""

    model_config = ConfigDict(extra="forbid", title="Neues Vorhaben")

    operation: str = Field(title="Schlüssel", pattern=KEY_PATTERN, examples=["thinka-2022"])
    name: str = Field(title="Name", min_length=1, max_length=200, examples=["ThINKA Erfurt"])
    start: Day = Field(title="Beginn", examples=["2022-01-01"])
    end: Day = Field(title="Ende", examples=["2027-12-31"])
    catalogue: str = Field(default="esf-plus-2021-2027", title="Indikatorenkatalog", pattern=KEY_PATTERN)
    specific_objective: str | None = Field(
        default=None,
        title="Spezifisches Ziel, im ESF 2014-2020 Investitionspriorität; ohne Angabe das übliche",
        pattern=ANY,
        examples=["ESO4.8"],
    )


class RuralMunicipalities(BaseModel):
    """Municipalities that count as rural from now on."""

    model_config = ConfigDict(extra="forbid", title="Ländliche Gemeinden")

    ags: list[Annotated[str, Field(pattern=r"^[0-9]{8}$")]] = Field(
        title="Amtliche Gemeindeschlüssel", min_length=1, max_length=2000, examples=[["16070004"]]
    )


class Operation(BaseModel):
    """An operation of the district."""

    model_config = ConfigDict(from_attributes=True, title="Vorhaben")

    operation: str = Field(title="Schlüssel")
    name: str = Field(title="Name")
    start: date = Field(title="Beginn", validation_alias="starts")
    end: date = Field(title="Ende", validation_alias="ends")
    catalogue: str = Field(title="Indikatorenkatalog")
    catalogue_version: int = Field(title="Neueste freigegebene Version")
    specific_objective: str = Field(title="Spezifisches Ziel")


@router.post("/operations", summary="Vorhaben eröffnen", **COMMAND)
def open_operation(body: NewOperation, asking: Operator, context: Asked, service: Service) -> Recorded:
    outcome = service.open_operation(
        asking.district,
        body.operation,
        body.name,
        (body.start, body.end),
        context,
        catalogue=body.catalogue,
        specific_objective=body.specific_objective,
    )
    return Recorded(position=outcome.position)


@router.get("/operations", summary="Vorhaben des Landkreises", **READ)
def list_operations(asking: Anybody, service: Service) -> list[Operation]:
    rows = queries.operations(service.pool, asking.district)
    return [Operation.model_validate(row) for row in rows]


@router.post("/rural-municipalities", summary="Gemeinden als ländlich kennzeichnen", **COMMAND)
def mark_rural(body: RuralMunicipalities, asking: Operator, context: Asked, service: Service) -> Recorded:
    outcome = service.mark_rural(asking.district, body.ags, context)
    return Recorded(position=outcome.position)


@router.get("/sozialraeume", summary="Sozialräume des Landkreises", **READ)
def list_sozialraeume(asking: Anybody, service: Service) -> list[str]:
    return queries.sozialraeume(service.pool, asking.district)
