"""Estimates of the traits of Annex I, point 1.2: recorded and taken back by the Koordination."""

from datetime import date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts.intake import EstimateMethod
from services.intake.api.asking import COMMAND, Asked, Service
from services.intake.domain.estimate import ESTIMABLE
from services.intake.estimates_desk import FiguresDesk, GivenEstimate
from services.intake.estimates_queries import list_estimates
from services.kernel.files import cells
from services.kernel.inputs import Day, OperationInPath, not_blank
from services.kernel.requests import Session, only_known, require
from services.kernel.roles import Role
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/operations/{operation}")
Koordination = Annotated[Session, Depends(require(Role.KOORDINATION))]
Reader = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION, Role.PLANUNG, Role.PRUEFUNG))]

MOST_PERSONS: Final = 1_000_000
Persons = Annotated[int, Field(ge=0, le=MOST_PERSONS, examples=[12])]
Indicator = Annotated[str, Field(pattern=f"^({'|'.join(ESTIMABLE)})$", examples=["EECO14"])]


Words = Annotated[str, AfterValidator(not_blank), AfterValidator(cells.text), Field(max_length=2000)]


class EstimateIn(BaseModel):
    """An informed estimate, cumulative as of a day."""

    model_config = ConfigDict(extra="forbid", title="Schätzung")

    indicator: Indicator = Field(title="Indikator (EECO12 bis EECO17)")
    on: Day = Field(title="Stichtag, bis zu dem gezählt ist")
    female: Persons = Field(title="Frauen")
    male: Persons = Field(title="Männer")
    non_binary: Persons = Field(title="Divers")
    method: EstimateMethod = Field(title="Verfahren", examples=["sample"])
    base: Words = Field(title="Grundlage", examples=["Stichprobe: 40 von 160 Fragebögen, März 2026"])


class EstimateNamed(BaseModel):
    """Which estimate is meant."""

    model_config = ConfigDict(extra="forbid", title="Schätzung zurücknehmen")

    indicator: Indicator = Field(title="Indikator (EECO12 bis EECO17)")
    on: Day = Field(title="Stichtag")


class Estimate(BaseModel):
    """An estimate that stands."""

    model_config = ConfigDict(from_attributes=True, title="Schätzung")

    indicator: str = Field(title="Indikator")
    on: date = Field(title="Stichtag", validation_alias="on_day")
    female: int = Field(title="Frauen")
    male: int = Field(title="Männer")
    non_binary: int = Field(title="Divers")
    method: EstimateMethod = Field(title="Verfahren")
    base: str | None = Field(title="Grundlage; null: gelöscht")
    author: str = Field(title="Erfasst von")
    recorded: datetime = Field(title="Erfasst am")


@router.post("/estimates", summary="Schätzung erfassen oder ersetzen", **COMMAND)
def record_an_estimate(
    operation: OperationInPath, body: EstimateIn, asking: Koordination, context: Asked, service: Service
) -> Recorded:
    given = GivenEstimate(
        indicator=body.indicator,
        on=body.on,
        values={"female": body.female, "male": body.male, "non_binary": body.non_binary},
        method=body.method,
        base=body.base,
    )
    return Recorded(position=FiguresDesk(service, asking.district, operation).record_estimate(given, context).position)


@router.post("/retracted-estimates", summary="Schätzung zurücknehmen", **COMMAND)
def retract_an_estimate(
    operation: OperationInPath, body: EstimateNamed, asking: Koordination, context: Asked, service: Service
) -> Recorded:
    outcome = FiguresDesk(service, asking.district, operation).retract_estimate(body.indicator, body.on, context)
    return Recorded(position=outcome.position)


@router.get("/estimates", summary="Geltende Schätzungen", dependencies=[Depends(only_known()), Depends(awaited)])
def estimates(operation: OperationInPath, asking: Reader, service: Service) -> list[Estimate]:
    return [Estimate.model_validate(one) for one in list_estimates(service, asking.district, operation)]
