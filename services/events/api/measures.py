"""Measures over HTTP: planned, decided on, started, resting, ended; and how far they are."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.words import EvidenceOf, MeasureEnd
from services.events.api.asking import COMMAND, READING, Asked, Planner, Reader, Service
from services.events.api.fields import ID, Made, Name, Sozialraum, TargetGroup, Text, said
from services.events.api.planning_fields import MeasureInPath, OnIn, ProgressOut, exact
from services.events.domain.measure_course import MeasureDetails
from services.events.domain.measure_progress import progress
from services.events.domain.measure_state import Measure, UnknownMeasure
from services.events.measures_desk import MEASURE_FIELDS, MeasuresDesk
from services.events.planning_queries import plan_of, planning
from services.events.texts import Sheet, words_of
from services.kernel.inputs import Day
from services.kernel.times import today
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/measures")

MOST_CHOSEN: Final = 50
MOST_CENTS: Final = 10**12
MOST_POSTS: Final = 100_000


class MeasurePlanIn(BaseModel):
    """What is planned; what is not sent is not kept."""

    model_config = ConfigDict(extra="forbid", title="Planung einer Maßnahme")

    title: Name = Field(title="Maßnahme", examples=["Standortatlas etablieren"])
    first_day: Day | None = Field(default=None, title="Von")
    last_day: Day | None = Field(default=None, title="Bis")
    sozialraeume: list[Sozialraum] = Field(default=[], title="Sozialräume; leer: überall", max_length=MOST_CHOSEN)
    target_groups: list[TargetGroup] = Field(default=[], title="Zielgruppen", max_length=MOST_CHOSEN)
    owner_id: UUID | None = Field(default=None, title="Verantwortlich: Partner", examples=[ID])
    staff_id: UUID | None = Field(default=None, title="Verantwortlich: Mitarbeitende", examples=[ID])
    cents: int | None = Field(default=None, title="Mittel in Cent", ge=0, le=MOST_CENTS)
    post_hundredths: int | None = Field(default=None, title="Stelle in Hundertstel VZÄ", ge=0, le=MOST_POSTS)
    description: Text | None = Field(default=None, title="Beschreibung")
    resources: Text | None = Field(default=None, title="Weitere Mittel und Voraussetzungen")

    def details_of(self, strategy_id: UUID, goal_id: UUID) -> MeasureDetails:
        """The plan of a measure that serves that goal."""
        return MeasureDetails(
            strategy_id=strategy_id,
            goal_id=goal_id,
            title=self.title,
            first_day=self.first_day,
            last_day=self.last_day,
            sozialraeume=tuple(self.sozialraeume),
            target_groups=tuple(self.target_groups),
            owner_id=self.owner_id,
            staff_id=self.staff_id,
            cents=self.cents,
            post_hundredths=self.post_hundredths,
        )

    @property
    def texts(self) -> dict[str, str]:
        return said(description=self.description, resources=self.resources)


class MeasureIn(MeasurePlanIn):
    """The plan of a measure, and which goal it serves."""

    model_config = ConfigDict(extra="forbid", title="Maßnahme")

    strategy_id: UUID = Field(title="Strategie", examples=[ID])
    goal_id: UUID = Field(title="Leitziel", examples=[ID])

    @property
    def details(self) -> MeasureDetails:
        return self.details_of(self.strategy_id, self.goal_id)


class MeasureResolutionIn(BaseModel):
    """A resolution of the register."""

    model_config = ConfigDict(extra="forbid", title="Beschluss zur Maßnahme")

    resolution_id: UUID = Field(title="Beschluss im Register", examples=[ID])


class MeasureEndIn(OnIn):
    """How a measure came to its end."""

    model_config = ConfigDict(extra="forbid", title="Ende der Maßnahme")

    end: MeasureEnd = Field(title="Wie beendet", examples=["completed"])


# --- What is answered ----------------------------------------------------------


class MilestoneOut(BaseModel):
    """A milestone."""

    model_config = ConfigDict(title="Meilenstein")

    milestone_id: UUID = Field(title="Verweis auf den Meilenstein")
    title: str = Field(title="Meilenstein")
    due: date = Field(title="Bis")
    reached_on: date | None = Field(title="Erreicht am")


class ValueOut(BaseModel):
    """What a yardstick said on a day."""

    model_config = ConfigDict(title="Gemessener Wert")

    on: date = Field(title="Am")
    value: str = Field(title="Wert, genau")


class YardstickOut(BaseModel):
    """A yardstick and where it stands; ``share`` of the way as a fraction, for people rounded to a thousandth."""

    model_config = ConfigDict(title="Messgröße")

    yardstick_id: UUID = Field(title="Verweis auf die Messgröße")
    title: str = Field(title="Messgröße")
    unit: str = Field(title="Einheit")
    baseline: str | None = Field(title="Ausgangswert")
    target: str | None = Field(title="Zielwert")
    due: date | None = Field(title="Bis")
    statistic: str | None = Field(title="Kennzahl der Sozialberichterstattung")
    values: list[ValueOut] = Field(title="Gemessene Werte, nach dem Tag")
    share: float | None = Field(title="Anteil des Weges vom Ausgangswert zum Zielwert")
    met: bool | None = Field(title="Am Ziel; null: das lässt sich nicht sagen")


class EvidenceOut(BaseModel):
    """What shows that the measure did something."""

    model_config = ConfigDict(from_attributes=True, title="Beleg")

    of: EvidenceOf = Field(title="Art")
    of_id: UUID = Field(title="Verweis auf den Beleg")


class MeasureOut(BaseModel):
    """A measure and how far it is today."""

    model_config = ConfigDict(title="Maßnahme mit Stand")

    measure_id: UUID = Field(title="Verweis auf die Maßnahme")
    strategy_id: UUID = Field(title="Strategie")
    goal_id: UUID = Field(title="Leitziel")
    title: str = Field(title="Maßnahme")
    first_day: date | None = Field(title="Von")
    last_day: date | None = Field(title="Bis")
    sozialraeume: list[str] = Field(title="Sozialräume")
    target_groups: list[str] = Field(title="Zielgruppen")
    owner_id: UUID | None = Field(title="Verantwortlich: Partner")
    staff_id: UUID | None = Field(title="Verantwortlich: Mitarbeitende")
    cents: int | None = Field(title="Mittel in Cent")
    post_hundredths: int | None = Field(title="Stelle in Hundertstel VZÄ")
    resolution_id: UUID | None = Field(title="Beschluss im Register")
    progress: ProgressOut = Field(title="Stand")


class MeasureFileOut(MeasureOut):
    """All of a measure."""

    model_config = ConfigDict(title="Maßnahme mit allem")

    description: str | None = Field(title="Beschreibung; „gelöscht“, wenn sie gelöscht wurde")
    resources: str | None = Field(title="Weitere Mittel und Voraussetzungen")
    milestones: list[MilestoneOut] = Field(title="Meilensteine, nach dem Tag")
    yardsticks: list[YardstickOut] = Field(title="Messgrößen")
    evidence: list[EvidenceOut] = Field(title="Belege")


# --- Commands ------------------------------------------------------------------


async def measures_desk(asking: Planner, service: Service) -> MeasuresDesk:
    return MeasuresDesk(service, asking.district)


Measures = Annotated[MeasuresDesk, Depends(measures_desk)]


@router.post("", summary="Maßnahme planen", **COMMAND)
def plan_measure(body: MeasureIn, context: Asked, desk: Measures) -> Made:
    made = desk.plan(body.details, body.texts, context)
    return Made(id=made.id, position=made.outcome.position)


@router.post("/{measure}/details", summary="Planung der Maßnahme berichtigen", **COMMAND)
def correct_measure(measure: MeasureInPath, body: MeasureIn, context: Asked, desk: Measures) -> Recorded:
    """Alle Angaben auf einmal: Was nicht genannt wird, gilt nicht mehr."""
    return Recorded(position=desk.correct(measure, body.details, body.texts, context).position)


@router.post("/{measure}/resolution", summary="Beschluss zur Maßnahme festhalten", **COMMAND)
def resolve_measure(measure: MeasureInPath, body: MeasureResolutionIn, context: Asked, desk: Measures) -> Recorded:
    """Noch einmal festgehalten, gilt der andere Beschluss."""
    return Recorded(position=desk.resolve(measure, body.resolution_id, context).position)


@router.post("/{measure}/start", summary="Beginn der Maßnahme festhalten", **COMMAND)
def start_measure(measure: MeasureInPath, body: OnIn, context: Asked, desk: Measures) -> Recorded:
    """Auch nach einer Pause oder einem Ende; noch einmal festgehalten, wird der Tag berichtigt."""
    return Recorded(position=desk.start(measure, body.day, context).position)


@router.post("/{measure}/pause", summary="Pause der Maßnahme festhalten", **COMMAND)
def pause_measure(measure: MeasureInPath, body: OnIn, context: Asked, desk: Measures) -> Recorded:
    return Recorded(position=desk.pause(measure, body.day, context).position)


@router.post("/{measure}/ending", summary="Ende der Maßnahme festhalten", **COMMAND)
def end_measure(measure: MeasureInPath, body: MeasureEndIn, context: Asked, desk: Measures) -> Recorded:
    return Recorded(position=desk.end(measure, body.day, body.end, context).position)


# --- Questions -----------------------------------------------------------------


@router.get("", summary="Maßnahmen des Landkreises", **READING)
def list_measures(asking: Reader, service: Service) -> list[MeasureOut]:
    """Nach ihrem Beginn, mit dem Stand von heute."""
    known = planning(service.pool, asking.district).measures
    return [MeasureOut(**_overview(key, each)) for key, each in known.items()]


@router.get("/{measure}", summary="Eine Maßnahme mit allem", **READING)
def show_measure(measure: MeasureInPath, asking: Reader, service: Service) -> MeasureFileOut:
    found = planning(service.pool, asking.district).measures.get(measure)
    if found is None:
        raise UnknownMeasure
    words = words_of(service, asking.district, Sheet(measure, plan_of(found).details_id, MEASURE_FIELDS))
    milestones = [
        MilestoneOut(milestone_id=key, title=each.title, due=each.due, reached_on=each.reached_on)
        for key, each in found.milestones.items()
    ]
    texts: dict[str, Any] = {field: words.get(field) for field in MEASURE_FIELDS}
    return MeasureFileOut(
        **_overview(measure, found),
        **texts,
        milestones=milestones,
        yardsticks=_yardsticks(found),
        evidence=[EvidenceOut.model_validate(each) for each in sorted(found.evidence)],
    )


def _overview(measure_id: UUID, measure: Measure) -> dict[str, Any]:
    plan = plan_of(measure)
    return {
        "measure_id": measure_id,
        "strategy_id": plan.strategy_id,
        "goal_id": plan.goal_id,
        "title": plan.title,
        "first_day": plan.first_day,
        "last_day": plan.last_day,
        "sozialraeume": plan.sozialraeume,
        "target_groups": plan.target_groups,
        "owner_id": plan.owner_id,
        "staff_id": plan.staff_id,
        "cents": plan.cents,
        "post_hundredths": plan.post_hundredths,
        "resolution_id": measure.resolution_id,
        "progress": ProgressOut.model_validate(progress(measure, today())),
    }


def _yardsticks(measure: Measure) -> list[YardstickOut]:
    standings = progress(measure, today()).yardsticks
    return [
        YardstickOut(
            yardstick_id=key,
            title=each.title,
            unit=each.unit,
            baseline=exact(each.baseline),
            target=exact(each.target),
            due=each.due,
            statistic=each.statistic,
            values=[ValueOut(on=on, value=f"{value:f}") for on, value in sorted(each.values.items())],
            share=None if (share := standings[key].share) is None else round(float(share), 3),
            met=standings[key].met,
        )
        for key, each in measure.yardsticks.items()
    ]
