"""What a measure is followed by, over HTTP: milestones, yardsticks, evidence."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.words import EvidenceOf
from services.events.api.asking import COMMAND, READING, Asked, NothingIn, Reader, Service
from services.events.api.fields import ID, Line, Made, Name
from services.events.api.measures import Measures
from services.events.api.planning_fields import MeasureInPath, MilestoneInPath, Number, OnIn, YardstickInPath
from services.events.domain.measure_state import Evidence
from services.events.domain.measure_yardsticks import YardstickDetails
from services.events.measure_evidence_sources import choices
from services.events.measure_parts_desk import MeasurePartsDesk
from services.kernel.inputs import Day
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/measures")


class MilestoneIn(BaseModel):
    """Something to be reached by a day."""

    model_config = ConfigDict(extra="forbid", title="Meilenstein")

    title: Name = Field(title="Meilenstein", examples=["Konzept liegt vor"])
    due: Day = Field(title="Bis")


class YardstickIn(BaseModel):
    """What a measure is judged by; numbers as text, so that no digit is lost."""

    model_config = ConfigDict(extra="forbid", title="Messgröße")

    title: Name = Field(title="Messgröße", examples=["Kinder mit Bildungs- und Teilhabepaket"])
    unit: Line = Field(title="Einheit", examples=["Prozent"])
    baseline: Number | None = Field(default=None, title="Ausgangswert")
    target: Number | None = Field(default=None, title="Zielwert")
    due: Day | None = Field(default=None, title="Bis")
    statistic: str | None = Field(
        default=None, title="Kennzahl der Sozialberichterstattung", max_length=100, examples=["arbeitslose"]
    )

    @property
    def details(self) -> YardstickDetails:
        baseline, target = (None if text is None else Decimal(text) for text in (self.baseline, self.target))
        return YardstickDetails(
            title=self.title,
            unit=self.unit,
            baseline=baseline,
            target=target,
            due=self.due,
            statistic=self.statistic,
        )


class ValueIn(OnIn):
    """What a yardstick said on a day."""

    model_config = ConfigDict(extra="forbid", title="Gemessener Wert")

    value: Number = Field(title="Wert")


class EvidenceIn(BaseModel):
    """Something recorded elsewhere."""

    model_config = ConfigDict(extra="forbid", title="Beleg")

    of: EvidenceOf = Field(title="Art", examples=["meeting"])
    of_id: UUID = Field(title="Verweis auf den Beleg", examples=[ID])

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.of, self.of_id)


class EvidenceChoiceOut(BaseModel):
    """What may be linked."""

    model_config = ConfigDict(from_attributes=True, title="Möglicher Beleg")

    of: EvidenceOf = Field(title="Art")
    of_id: UUID = Field(title="Verweis auf den Beleg")
    title: str = Field(title="In Worten")
    on: date | None = Field(title="Am")


async def parts_desk(desk: Measures) -> MeasurePartsDesk:
    return MeasurePartsDesk(desk)


Parts = Annotated[MeasurePartsDesk, Depends(parts_desk)]


# --- Milestones ----------------------------------------------------------------


@router.post("/{measure}/milestones", summary="Meilenstein setzen", **COMMAND)
def set_milestone(measure: MeasureInPath, body: MilestoneIn, context: Asked, desk: Parts) -> Made:
    made = desk.set_milestone(measure, body.title, body.due, context)
    return Made(id=made.id, position=made.outcome.position)


@router.post("/{measure}/milestones/{milestone}/details", summary="Meilenstein berichtigen", **COMMAND)
def correct_milestone(
    measure: MeasureInPath, milestone: MilestoneInPath, body: MilestoneIn, context: Asked, desk: Parts
) -> Recorded:
    outcome = desk.correct_milestone(measure, milestone, body.title, body.due, context)
    return Recorded(position=outcome.position)


@router.post("/{measure}/milestones/{milestone}/reached", summary="Meilenstein erreicht", **COMMAND)
def reach_milestone(
    measure: MeasureInPath, milestone: MilestoneInPath, body: OnIn, context: Asked, desk: Parts
) -> Recorded:
    """Noch einmal festgehalten, wird der Tag berichtigt."""
    return Recorded(position=desk.reach_milestone(measure, milestone, body.day, context).position)


@router.post("/{measure}/milestones/{milestone}/dropping", summary="Meilenstein streichen", **COMMAND)
def drop_milestone(
    measure: MeasureInPath, milestone: MilestoneInPath, _body: NothingIn, context: Asked, desk: Parts
) -> Recorded:
    return Recorded(position=desk.drop_milestone(measure, milestone, context).position)


# --- Yardsticks ----------------------------------------------------------------


@router.post("/{measure}/yardsticks", summary="Messgröße festlegen", **COMMAND)
def set_yardstick(measure: MeasureInPath, body: YardstickIn, context: Asked, desk: Parts) -> Made:
    made = desk.set_yardstick(measure, body.details, context)
    return Made(id=made.id, position=made.outcome.position)


@router.post("/{measure}/yardsticks/{yardstick}/details", summary="Messgröße berichtigen", **COMMAND)
def correct_yardstick(
    measure: MeasureInPath, yardstick: YardstickInPath, body: YardstickIn, context: Asked, desk: Parts
) -> Recorded:
    """Gemessene Werte bleiben."""
    return Recorded(position=desk.correct_yardstick(measure, yardstick, body.details, context).position)


@router.post("/{measure}/yardsticks/{yardstick}/values", summary="Wert einer Messgröße eintragen", **COMMAND)
def read_yardstick(
    measure: MeasureInPath, yardstick: YardstickInPath, body: ValueIn, context: Asked, desk: Parts
) -> Recorded:
    """Derselbe Tag noch einmal berichtigt."""
    outcome = desk.read_yardstick(measure, yardstick, body.day, Decimal(body.value), context)
    return Recorded(position=outcome.position)


@router.post("/{measure}/yardsticks/{yardstick}/dropping", summary="Messgröße streichen", **COMMAND)
def drop_yardstick(
    measure: MeasureInPath, yardstick: YardstickInPath, _body: NothingIn, context: Asked, desk: Parts
) -> Recorded:
    return Recorded(position=desk.drop_yardstick(measure, yardstick, context).position)


# --- Evidence ------------------------------------------------------------------


@router.get("/evidence", summary="Was als Beleg verknüpft werden kann", **READING)
def evidence_choices(asking: Reader, service: Service) -> list[EvidenceChoiceOut]:
    """Nach Art, das Neueste zuerst."""
    return [EvidenceChoiceOut.model_validate(each) for each in choices(service, asking.district)]


@router.post("/{measure}/evidence", summary="Beleg verknüpfen", **COMMAND)
def link_evidence(measure: MeasureInPath, body: EvidenceIn, context: Asked, desk: Parts) -> Recorded:
    return Recorded(position=desk.link_evidence(measure, body.evidence, context).position)


@router.post("/{measure}/evidence/unlinking", summary="Beleg lösen", **COMMAND)
def unlink_evidence(measure: MeasureInPath, body: EvidenceIn, context: Asked, desk: Parts) -> Recorded:
    return Recorded(position=desk.unlink_evidence(measure, body.evidence, context).position)
