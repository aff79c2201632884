"""The goals of a strategy (Leitziele), each of one of its Handlungsfelder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from services.contracts.events import GoalDropped, GoalSet
from services.contracts.names import expect_name
from services.events.domain.strategy_state import Strategy, expect_drafted
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class SetGoal:
    """A new Leitziel."""

    goal_id: UUID
    handlungsfeld: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectGoal:
    """Other words, or another Handlungsfeld; a goal that was dropped is pursued again."""

    goal_id: UUID
    handlungsfeld: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropGoal:
    """The goal is no more pursued; its measures stay where they are."""

    goal_id: UUID


Command: TypeAlias = SetGoal | CorrectGoal | DropGoal


class NotOfThisStrategy(RuleViolation):
    title = "Dieses Handlungsfeld gehört nicht zur Strategie."
    field = "handlungsfeld"


class UnknownStrategyGoal(RuleViolation):
    title = "Dieses Leitziel gibt es nicht, oder es wird nicht mehr verfolgt."
    field = "goal_id"


def correct_goal(command: CorrectGoal, strategy: Strategy) -> Sequence[Contract]:
    if command.goal_id not in {*strategy.goals, *strategy.dropped}:
        raise UnknownStrategyGoal
    return set_goal(command, strategy)


def set_goal(command: SetGoal | CorrectGoal, strategy: Strategy) -> Sequence[Contract]:
    known = expect_drafted(strategy)
    if command.handlungsfeld not in known.handlungsfelder:
        raise NotOfThisStrategy
    said = GoalSet(
        strategy_id=known.strategy_id,
        goal_id=command.goal_id,
        handlungsfeld=command.handlungsfeld,
        title=expect_name(command.title),
    )
    return [] if strategy.goals.get(command.goal_id) == said else [said]


def drop_goal(command: DropGoal, strategy: Strategy) -> Sequence[Contract]:
    known = expect_drafted(strategy)
    if command.goal_id in strategy.dropped:
        return []
    expect_goal(strategy, command.goal_id)
    return [GoalDropped(strategy_id=known.strategy_id, goal_id=command.goal_id)]


def expect_goal(strategy: Strategy, goal_id: UUID) -> GoalSet:
    """A goal that is pursued; raises UnknownStrategyGoal."""
    if goal_id not in strategy.goals:
        raise UnknownStrategyGoal
    return strategy.goals[goal_id]
