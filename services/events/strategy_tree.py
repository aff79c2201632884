"""A strategy on a day as a tree: Handlungsfeld, Leitziel, measure; each with the sum of what hangs below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.events import GoalSet, StrategyDrafted
from services.contracts.vocabularies import handlungsfelder
from services.events.domain.measure_progress import Progress, progress
from services.events.domain.measure_state import Measure, State
from services.events.domain.strategy_progress import Sum, summed
from services.events.domain.strategy_state import Strategy
from services.events.planning_queries import Planning, frame_of, plan_of


@dataclass(frozen=True, slots=True)
class MeasureNode:
    """A measure and how far it was on the day."""

    measure_id: UUID
    measure: Measure
    progress: Progress


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A Leitziel; one that is no more pursued stands here only for its measures."""

    goal: GoalSet
    is_pursued: bool
    measures: tuple[MeasureNode, ...]

    @property
    def sum(self) -> Sum:
        return summed(each.progress for each in self.measures)


@dataclass(frozen=True, slots=True)
class FieldNode:
    """A Handlungsfeld in the words of the strategy."""

    handlungsfeld: str
    label: str
    goals: tuple[GoalNode, ...]

    @property
    def measures(self) -> tuple[MeasureNode, ...]:
        return tuple(measure for goal in self.goals for measure in goal.measures)

    @property
    def sum(self) -> Sum:
        return summed(each.progress for each in self.measures)


@dataclass(frozen=True, slots=True)
class StrategyTree:
    """``fields`` in the strategy's order."""

    strategy_id: UUID
    strategy: Strategy
    day: date
    fields: tuple[FieldNode, ...]

    @property
    def measures(self) -> tuple[MeasureNode, ...]:
        return tuple(measure for field in self.fields for measure in field.measures)

    @property
    def sum(self) -> Sum:
        return summed(each.progress for each in self.measures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which measures are to be shown; None: whatever. ``owner``: a partner or somebody at work."""

    owner: UUID | None = None
    sozialraum: str | None = None
    state: State | None = None
    overdue: bool = False

    def takes(self, node: MeasureNode) -> bool:
        plan = plan_of(node.measure)
        return (
            (self.owner is None or self.owner in {plan.owner_id, plan.staff_id})
            and (self.sozialraum is None or self.sozialraum in plan.sozialraeume)
            and (self.state is None or self.state == node.progress.state)
            and (not self.overdue or node.progress.is_overdue)
        )


EVERYTHING: Final = Wish()


def strategy_tree(planning: Planning, strategy_id: UUID, day: date, wish: Wish = EVERYTHING) -> StrategyTree:
    """Goals without a measure stay in sight, unless measures are looked for. Raises KeyError."""
    strategy = planning.strategies[strategy_id]
    nodes = (MeasureNode(key, each, progress(each, day)) for key, each in planning.measures_of(strategy_id).items())
    found = [node for node in nodes if wish.takes(node)]
    goals = [*(_goal(goal, found, is_pursued=True) for goal in strategy.goals.values())]
    goals += [_goal(goal, found, is_pursued=False) for goal in strategy.dropped.values()]
    shown = [each for each in goals if each.measures or (each.is_pursued and wish == EVERYTHING)]
    labels = labels_of(frame_of(strategy))
    fields = [
        FieldNode(key, label, tuple(each for each in shown if each.goal.handlungsfeld == key))
        for key, label in labels.items()
    ]
    return StrategyTree(strategy_id, strategy, day, tuple(each for each in fields if each.goals or wish == EVERYTHING))


def labels_of(frame: StrategyDrafted) -> Mapping[str, str]:
    """Key -> what the strategy calls a Handlungsfeld, in its order."""
    own = {each.handlungsfeld: each.wording for each in frame.wordings}
    return {key: own.get(key, handlungsfelder().get(key, key)) for key in frame.handlungsfelder}


def _goal(goal: GoalSet, nodes: list[MeasureNode], *, is_pursued: bool) -> GoalNode:
    return GoalNode(goal, is_pursued, tuple(each for each in nodes if plan_of(each.measure).goal_id == goal.goal_id))
