"""Strategies over HTTP: drafted, corrected, adopted; their goals; and how far they are."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.vocabularies import handlungsfelder
from services.events.api.asking import COMMAND, READING, Asked, NothingIn, Planner, Reader, Service
from services.events.api.fields import ID, Handlungsfeld, Line, Made, Name, Operation, Text, said
from services.events.api.planning_fields import (
    GoalInPath,
    OnIn,
    ProgressOut,
    StrategyInPath,
    SumOut,
    sum_out,
)
from services.events.domain.strategy_frame import StrategyDetails
from services.events.domain.strategy_state import UnknownStrategy
from services.events.planning_queries import frame_of, plan_of, planning
from services.events.strategies_desk import STRATEGY_FIELDS, StrategiesDesk
from services.events.strategy_tree import GoalNode, MeasureNode, StrategyTree, strategy_tree
from services.events.texts import Sheet, words_of
from services.kernel.inputs import Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/strategies")
DAY: Final = Query(title="Stand am; ohne Angabe heute", examples=["2026-06-30"])


# --- What is sent -------------------------------------------------------------


class StrategyIn(BaseModel):
    """The frame of a strategy; what is not sent is not kept."""

    model_config = ConfigDict(extra="forbid", title="Strategie")

    title: Name = Field(title="Titel", examples=["Armutspräventionsstrategie"])
    first_day: Day = Field(title="Von")
    last_day: Day = Field(title="Bis")
    handlungsfelder: list[Handlungsfeld] = Field(
        title="Handlungsfelder in ihrer Reihenfolge", min_length=1, max_length=len(handlungsfelder())
    )
    wordings: dict[Handlungsfeld, Line] = Field(
        default={}, title="Eigener Wortlaut je Handlungsfeld", examples=[{"arbeit": "Arbeitsmarkt/Wirtschaft"}]
    )
    operation: Operation | None = Field(default=None, title="Vorhaben")
    description: Text | None = Field(default=None, title="Beschreibung")

    @property
    def details(self) -> StrategyDetails:
        return StrategyDetails(
            title=self.title,
            first_day=self.first_day,
            last_day=self.last_day,
            handlungsfelder=tuple(self.handlungsfelder),
            wordings=self.wordings,
            operation=self.operation,
        )

    @property
    def texts(self) -> dict[str, str]:
        return said(description=self.description)


class AdoptionIn(OnIn):
    """A council decided on the strategy."""

    model_config = ConfigDict(extra="forbid", title="Beschluss der Strategie")

    resolution_id: UUID | None = Field(default=None, title="Beschluss im Register", examples=[ID])


class StrategyGoalIn(BaseModel):
    """A Leitziel."""

    model_config = ConfigDict(extra="forbid", title="Leitziel")

    handlungsfeld: Handlungsfeld = Field(title="Handlungsfeld")
    title: Name = Field(title="Leitziel", examples=["Alleinerziehende finden Arbeit, die zum Alltag passt"])


# --- What is answered ----------------------------------------------------------


class StrategyOut(BaseModel):
    """A strategy and how far it is."""

    model_config = ConfigDict(title="Strategie im Überblick")

    strategy_id: UUID = Field(title="Strategie")
    title: str = Field(title="Titel")
    first_day: date = Field(title="Von")
    last_day: date = Field(title="Bis")
    operation: str | None = Field(title="Vorhaben")
    adopted_on: date | None = Field(title="Beschlossen am; null: noch nicht")
    resolution_id: UUID | None = Field(title="Beschluss im Register")
    on: date = Field(title="Stand am")
    sum: SumOut = Field(title="Summe der Maßnahmen")


class MeasureInTree(BaseModel):
    """A measure below its goal."""

    model_config = ConfigDict(title="Maßnahme zum Leitziel")

    measure_id: UUID = Field(title="Maßnahme")
    title: str = Field(title="Maßnahme in Worten")
    progress: ProgressOut = Field(title="Stand")


class StrategyGoalOut(BaseModel):
    """A goal with its measures."""

    model_config = ConfigDict(title="Leitziel mit Maßnahmen")

    goal_id: UUID = Field(title="Leitziel")
    title: str = Field(title="Leitziel in Worten")
    is_pursued: bool = Field(title="Wird verfolgt")
    measures: list[MeasureInTree] = Field(title="Maßnahmen")
    sum: SumOut = Field(title="Summe der Maßnahmen")


class FieldOut(BaseModel):
    """A Handlungsfeld with its goals."""

    model_config = ConfigDict(title="Handlungsfeld mit Leitzielen")

    handlungsfeld: str = Field(title="Schlüssel")
    label: str = Field(title="Wortlaut der Strategie")
    goals: list[StrategyGoalOut] = Field(title="Leitziele")
    sum: SumOut = Field(title="Summe der Maßnahmen")


class StrategyFileOut(StrategyOut):
    """All of a strategy."""

    model_config = ConfigDict(title="Strategie mit allem")

    description: str | None = Field(title="Beschreibung; „gelöscht“, wenn sie gelöscht wurde")
    fields: list[FieldOut] = Field(title="Handlungsfelder in ihrer Reihenfolge")


# --- Commands ------------------------------------------------------------------


async def strategies_desk(asking: Planner, service: Service) -> StrategiesDesk:
    return StrategiesDesk(service, asking.district)


Strategies = Annotated[StrategiesDesk, Depends(strategies_desk)]


@router.post("", summary="Strategie anlegen", **COMMAND)
def draft_strategy(body: StrategyIn, context: Asked, desk: Strategies) -> Made:
    made = desk.draft(body.details, body.texts, context)
    return Made(id=made.id, position=made.outcome.position)


@router.post("/{strategy}/details", summary="Angaben zur Strategie berichtigen", **COMMAND)
def correct_strategy(strategy: StrategyInPath, body: StrategyIn, context: Asked, desk: Strategies) -> Recorded:
    """Alle Angaben auf einmal. Ein Handlungsfeld mit Leitzielen kann nicht entfallen."""
    return Recorded(position=desk.correct(strategy, body.details, body.texts, context).position)


@router.post("/{strategy}/adoption", summary="Beschluss der Strategie festhalten", **COMMAND)
def adopt_strategy(strategy: StrategyInPath, body: AdoptionIn, context: Asked, desk: Strategies) -> Recorded:
    """Danach steht die Strategie auf der öffentlichen Seite."""
    return Recorded(position=desk.adopt(strategy, body.day, body.resolution_id, context).position)


@router.post("/{strategy}/goals", summary="Leitziel festlegen", **COMMAND)
def set_strategy_goal(strategy: StrategyInPath, body: StrategyGoalIn, context: Asked, desk: Strategies) -> Made:
    made = desk.set_goal(strategy, body.handlungsfeld, body.title, context)
    return Made(id=made.id, position=made.outcome.position)


@router.post("/{strategy}/goals/{goal}/details", summary="Leitziel berichtigen", **COMMAND)
def correct_strategy_goal(
    strategy: StrategyInPath, goal: GoalInPath, body: StrategyGoalIn, context: Asked, desk: Strategies
) -> Recorded:
    """Ein Leitziel, das nicht mehr verfolgt wurde, wird danach wieder verfolgt."""
    outcome = desk.correct_goal(strategy, goal, body.handlungsfeld, body.title, context)
    return Recorded(position=outcome.position)


@router.post("/{strategy}/goals/{goal}/dropping", summary="Leitziel nicht mehr verfolgen", **COMMAND)
def drop_strategy_goal(
    strategy: StrategyInPath, goal: GoalInPath, _body: NothingIn, context: Asked, desk: Strategies
) -> Recorded:
    """Seine Maßnahmen bleiben bestehen."""
    return Recorded(position=desk.drop_goal(strategy, goal, context).position)


# --- Questions -----------------------------------------------------------------


@router.get("", summary="Strategien des Landkreises", **READING)
def list_strategies(asking: Reader, service: Service) -> list[StrategyOut]:
    """Die neueste zuerst, mit der Summe ihrer Maßnahmen."""
    known = planning(service.pool, asking.district)
    return [StrategyOut(**_overview(strategy_tree(known, key, today()))) for key in known.strategies]


@router.get(
    "/{strategy}", summary="Eine Strategie an einem Tag", dependencies=[Depends(only_known("on")), Depends(awaited)]
)
def show_strategy(
    strategy: StrategyInPath, asking: Reader, service: Service, on: Annotated[Day | None, DAY] = None
) -> StrategyFileOut:
    """Handlungsfelder, Leitziele und Maßnahmen; der Fortschritt folgt aus dem, was festgehalten ist."""
    known = planning(service.pool, asking.district)
    if strategy not in known.strategies:
        raise UnknownStrategy
    tree = strategy_tree(known, strategy, on or today())
    sheet = Sheet(strategy, frame_of(tree.strategy).details_id, STRATEGY_FIELDS)
    fields = [
        FieldOut(
            handlungsfeld=each.handlungsfeld,
            label=each.label,
            goals=[_goal(goal) for goal in each.goals],
            sum=sum_out(each.sum),
        )
        for each in tree.fields
    ]
    words = words_of(service, asking.district, sheet)
    return StrategyFileOut(**_overview(tree), description=words.get("description"), fields=fields)


def _overview(tree: StrategyTree) -> dict[str, Any]:
    frame, adopted = frame_of(tree.strategy), tree.strategy.adopted
    return {
        "strategy_id": tree.strategy_id,
        "title": frame.title,
        "first_day": frame.first_day,
        "last_day": frame.last_day,
        "operation": frame.operation,
        "adopted_on": adopted and adopted.on,
        "resolution_id": adopted and adopted.resolution_id,
        "on": tree.day,
        "sum": sum_out(tree.sum),
    }


def _goal(node: GoalNode) -> StrategyGoalOut:
    return StrategyGoalOut(
        goal_id=node.goal.goal_id,
        title=node.goal.title,
        is_pursued=node.is_pursued,
        measures=[_measure(each) for each in node.measures],
        sum=sum_out(node.sum),
    )


def _measure(node: MeasureNode) -> MeasureInTree:
    title = plan_of(node.measure).title
    return MeasureInTree(measure_id=node.measure_id, title=title, progress=ProgressOut.model_validate(node.progress))
