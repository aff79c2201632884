"""A strategy as its decisions see it: its frame, whether a council adopted it, its goals. One stream a strategy."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from services.contracts.events import GoalDropped, GoalSet, StrategyAdopted, StrategyDrafted
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True)
class Strategy:
    """``drafted`` None: there is no such strategy. ``dropped``: goals that are no more pursued, as they were last."""

    drafted: StrategyDrafted | None = None
    adopted: StrategyAdopted | None = None
    goals: Mapping[UUID, GoalSet] = field(default_factory=dict)
    dropped: Mapping[UUID, GoalSet] = field(default_factory=dict)


class UnknownStrategy(RuleViolation):
    title = "Diese Strategie gibt es nicht."
    field = "strategy_id"


def expect_drafted(strategy: Strategy) -> StrategyDrafted:
    """The frame of the strategy; raises UnknownStrategy."""
    if strategy.drafted is None:
        raise UnknownStrategy
    return strategy.drafted


def evolve(strategy: Strategy, fact: Contract) -> Strategy:
    match fact:
        case StrategyDrafted():
            return replace(strategy, drafted=fact)
        case StrategyAdopted():
            return replace(strategy, adopted=fact)
        case GoalSet():
            goals = {**strategy.goals, fact.goal_id: fact}
            return replace(strategy, goals=goals, dropped=_without(strategy.dropped, fact.goal_id))
        case GoalDropped():
            dropped = {**strategy.dropped, fact.goal_id: strategy.goals[fact.goal_id]}
            return replace(strategy, goals=_without(strategy.goals, fact.goal_id), dropped=dropped)
        case _:
            return strategy


def _without(goals: Mapping[UUID, GoalSet], goal_id: UUID) -> Mapping[UUID, GoalSet]:
    return {key: each for key, each in goals.items() if key != goal_id}
