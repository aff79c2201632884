"""Strengths of a case's person over HTTP: rate them, take a mistake back, read scores and the path since the start."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.intake import AnswerGiven, Stage
from services.intake.api.access import CaseReader, Fachkraft
from services.intake.api.asking import COMMAND, Asked, Service
from services.intake.api.on_desk import OnDesk
from services.intake.api.situations import ASSESSMENT_EXAMPLE, AssessmentNamed, AssessmentRecorded
from services.intake.strengths_desk import AnsweredSheet, assess_strengths, retract_strengths
from services.intake.strengths_queries import shown_strengths
from services.kernel.inputs import Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/cases/{case}")

Key = Annotated[str, Field(min_length=1, max_length=100)]


class AnswerIn(BaseModel):
    """One item; null is not answered."""

    model_config = ConfigDict(extra="forbid", title="Antwort")

    item: Key = Field(title="Schlüssel der Aussage", examples=["antrieb"])
    value: int | None = Field(title="Wert auf der Skala", ge=-1000, le=1000, examples=[3])


class SheetIn(BaseModel):
    """A sheet of an instrument as it was filled in."""

    model_config = ConfigDict(extra="forbid", title="Einschätzung der Stärken")

    instrument: Key = Field(title="Instrument", examples=["staerken"])
    version: int | None = Field(default=None, title="Version; ohne Angabe die neueste", ge=1, le=10_000, examples=[1])
    stage: Stage = Field(title="Zeitpunkt", examples=["start"])
    on: Day | None = Field(default=None, title="Am; ohne Angabe heute")
    answers: list[AnswerIn] = Field(title="Antworten", min_length=1, max_length=500)


class DimensionOut(BaseModel):
    """A dimension; its value is rounded for reading."""

    model_config = ConfigDict(title="Dimension")

    key: str = Field(title="Schlüssel")
    label: str = Field(title="Bezeichnung")
    value: float | None = Field(title="Wert, auf eine Stelle gerundet; null: zu wenige Antworten")
    answered: int = Field(title="Beantwortete Aussagen")
    items: int = Field(title="Aussagen")


class StrengthsOut(BaseModel):
    """One assessment."""

    model_config = ConfigDict(title="Einschätzung der Stärken")

    assessment: UUID = Field(title="Einschätzung", examples=[ASSESSMENT_EXAMPLE])
    instrument: str = Field(title="Instrument")
    version: int = Field(title="Version des Instruments")
    stage: Stage = Field(title="Zeitpunkt")
    on: date = Field(title="Am")
    dimensions: list[DimensionOut] = Field(title="Dimensionen")
    total: float | None = Field(title="Alle Dimensionen zusammen, auf eine Stelle gerundet")


class StepOut(BaseModel):
    """From start to now in one dimension."""

    model_config = ConfigDict(title="Veränderung einer Dimension")

    key: str = Field(title="Schlüssel")
    label: str = Field(title="Bezeichnung")
    start: float | None = Field(title="Zu Beginn")
    now: float | None = Field(title="Jetzt")
    change: float | None = Field(title="Veränderung, aus den ungerundeten Werten")


class PathOut(BaseModel):
    """The path with one instrument."""

    model_config = ConfigDict(title="Weg seit dem Start")

    instrument: str = Field(title="Instrument")
    label: str = Field(title="Bezeichnung")
    start: date = Field(title="Start")
    now: date = Field(title="Letzte Einschätzung")
    comparable: bool = Field(title="Vergleichbar")
    reason: str | None = Field(title="Warum nicht")
    steps: list[StepOut] = Field(title="Veränderungen")


class StrengthsOfCase(BaseModel):
    """All assessments, and what changed."""

    model_config = ConfigDict(title="Stärken")

    assessments: list[StrengthsOut] = Field(title="Einschätzungen")
    paths: list[PathOut] = Field(title="Wege")


@router.post("/strengths", summary="Stärken einschätzen", **COMMAND)
def assess_case_strengths(case: OnDesk, body: SheetIn, context: Asked) -> AssessmentRecorded:
    sheet = AnsweredSheet(
        instrument=body.instrument,
        version=body.version,
        stage=body.stage,
        on=body.on or today(),
        answers=[AnswerGiven(item=each.item, value=each.value) for each in body.answers],
    )
    given = assess_strengths(case, sheet, context)
    return AssessmentRecorded(position=given.outcome.position, assessment=given.id)


@router.post("/retracted-strengths", summary="Einschätzung der Stärken zurücknehmen", **COMMAND)
def retract_case_strengths(case: OnDesk, body: AssessmentNamed, context: Asked) -> Recorded:
    outcome = retract_strengths(case, body.assessment, context)
    return Recorded(position=outcome.position)


@router.get(
    "/strengths", summary="Stärken und Weg seit dem Start", dependencies=[Depends(awaited), Depends(only_known())]
)
def case_strengths(case: CaseReader, asking: Fachkraft, service: Service) -> StrengthsOfCase:
    return StrengthsOfCase.model_validate(shown_strengths(service, asking.district, case))
