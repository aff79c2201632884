"""Which strategies are there, with which goals, and did a council adopt them? Read by planning and by everybody."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

import msgspec

from services.contracts.events import GoalDropped, GoalSet, StrategyAdopted, StrategyDrafted
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

STRATEGIES = Table(
    "strategies",
    "strategy",
    ("title", "first_day", "last_day", "handlungsfelder", "wordings", "operation", "details"),
    versioned=False,
)
ADOPTIONS = Table("strategy_adoptions", "strategy", ("on_day", "resolution"), versioned=False)
GOALS = Table("strategy_goals", "goal", ("strategy", "handlungsfeld", "title"), versioned=False)
GOAL_DROPS = Table("strategy_goal_drops", "goal", ("strategy",), versioned=False)

Fact: TypeAlias = StrategyDrafted | StrategyAdopted | GoalSet | GoalDropped


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """One row a fact; a goal that is set again is pursued again."""
    fact = recorded.fact
    match fact:
        case StrategyDrafted():
            return [Put(STRATEGIES, fact.strategy_id, _frame(fact))]
        case StrategyAdopted():
            return [Put(ADOPTIONS, fact.strategy_id, (fact.on, fact.resolution_id))]
        case GoalSet():
            goal = (fact.strategy_id, fact.handlungsfeld, fact.title)
            return [Put(GOALS, fact.goal_id, goal), Drop(GOAL_DROPS, fact.goal_id)]
        case GoalDropped():
            return [Put(GOAL_DROPS, fact.goal_id, (fact.strategy_id,))]
        case _:
            assert_never(fact)


def _frame(fact: StrategyDrafted) -> tuple[object, ...]:
    wordings = msgspec.json.encode({each.handlungsfeld: each.wording for each in fact.wordings}).decode()
    period = (fact.first_day, fact.last_day)
    return (fact.title, *period, list(fact.handlungsfelder), wordings, fact.operation, fact.details_id)


strategies = Projection(
    "strategies",
    version=1,
    tables=(STRATEGIES, ADOPTIONS, GOALS, GOAL_DROPS),
    reads=(StrategyDrafted, StrategyAdopted, GoalSet, GoalDropped),
    fold=keep,
)
