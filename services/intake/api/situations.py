"""Problem situations of a case over HTTP: look at them outside a contact, take a mistake back, read the timeline."""

from datetime import date
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.intake import Severity, Situation, YesNo
from services.intake.api.access import CaseReader, Fachkraft
from services.intake.api.asking import COMMAND, Asked, Service
from services.intake.api.on_desk import OnDesk
from services.intake.situations_desk import assess_situations, retract_situations
from services.intake.situations_queries import shown_situations
from services.kernel.inputs import Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/cases/{case}")

ASSESSMENT_EXAMPLE: Final = "00000000-0000-8000-8000-000000005559"


class SituationIn(BaseModel):
    """One problem situation at one time."""

    model_config = ConfigDict(extra="forbid", title="Problemlage")

    topic: str = Field(title="Schlüssel aus der Themenliste", min_length=1, max_length=100, examples=["schulden"])
    still: YesNo = Field(default="yes", title="Besteht (weiter)", examples=["yes"])
    severity: Severity | None = Field(default=None, title="Schwere", examples=["considerable"])


class SituationsIn(BaseModel):
    """What burdens the person on a day."""

    model_config = ConfigDict(extra="forbid", title="Einschätzung der Problemlagen")

    on: Day | None = Field(default=None, title="Am; ohne Angabe heute")
    situations: list[SituationIn] = Field(title="Problemlagen", min_length=1, max_length=100)


class AssessmentNamed(BaseModel):
    """Which assessment was a mistake."""

    model_config = ConfigDict(extra="forbid", title="Einschätzung zurücknehmen")

    assessment: UUID = Field(title="Einschätzung", examples=[ASSESSMENT_EXAMPLE])


class AssessmentRecorded(Recorded):
    """The assessment's id, by which it can be taken back."""

    model_config = ConfigDict(title="Einschätzung erfasst")

    assessment: UUID = Field(title="Einschätzung", examples=[ASSESSMENT_EXAMPLE])


class WeightOut(BaseModel):
    """How heavy it weighed."""

    model_config = ConfigDict(title="Schwere an einem Tag")

    on: date = Field(title="Am")
    severity: Severity | None = Field(title="Schwere; null: nicht angegeben")


class SituationOut(BaseModel):
    """A situation from when it was identified until it was resolved."""

    model_config = ConfigDict(title="Verlauf einer Problemlage")

    topic: str = Field(title="Schlüssel")
    label: str = Field(title="Bezeichnung")
    core: str | None = Field(title="Eintrag der gemeinsamen Liste")
    handlungsfelder: list[str] = Field(title="Handlungsfelder")
    offered: bool = Field(title="Steht in der aktuellen Themenliste")
    identified: date = Field(title="Festgestellt am")
    last_confirmed: date = Field(title="Zuletzt bestätigt am")
    resolved: date | None = Field(title="Überwunden am; null: besteht")
    came_back: bool = Field(title="Bestand schon einmal")
    weights: list[WeightOut] = Field(title="Schwere im Verlauf")


@router.post("/situations", summary="Problemlagen einschätzen", **COMMAND)
def assess_case_situations(case: OnDesk, body: SituationsIn, context: Asked) -> AssessmentRecorded:
    said = [Situation(topic=each.topic, still=each.still, severity=each.severity) for each in body.situations]
    given = assess_situations(case, body.on or today(), said, context)
    return AssessmentRecorded(position=given.outcome.position, assessment=given.id)


@router.post("/retracted-situations", summary="Einschätzung der Problemlagen zurücknehmen", **COMMAND)
def retract_case_situations(case: OnDesk, body: AssessmentNamed, context: Asked) -> Recorded:
    outcome = retract_situations(case, body.assessment, context)
    return Recorded(position=outcome.position)


@router.get("/situations", summary="Verlauf der Problemlagen", dependencies=[Depends(awaited), Depends(only_known())])
def case_situations(case: CaseReader, asking: Fachkraft, service: Service) -> list[SituationOut]:
    return [SituationOut.model_validate(each) for each in shown_situations(service, asking.district, case)]
