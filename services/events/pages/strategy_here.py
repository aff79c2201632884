"""The way to strategies, goals and measures for pages: the entry in the address."""

from typing import Final
from uuid import UUID

from services.contracts.events import GoalSet
from services.events.domain.measure_milestones import UnknownMilestone
from services.events.domain.measure_state import Measure, Milestone, UnknownMeasure, Yardstick
from services.events.domain.measure_yardsticks import UnknownYardstick
from services.events.domain.strategy_goals import UnknownStrategyGoal
from services.events.domain.strategy_state import Strategy, UnknownStrategy
from services.events.pages.asking import PLANNERS, Here
from services.events.planning_queries import frame_of, plan_of, planning
from services.kernel.problems import not_found
from services.kernel.requests import Session

PLANNING: Final = "/planung"
MEASURES: Final = f"{PLANNING}/massnahmen"


def may_plan(asking: Session) -> bool:
    """The Fachkraft reads only."""
    return asking.caller.role in PLANNERS


def strategy_of(here: Here) -> Strategy:
    """The strategy in the address. Raises a Problem (404)."""
    found = planning(here.service.pool, here.district).strategies.get(here.named("strategy"))
    if found is None:
        raise not_found(UnknownStrategy.title)
    return found


def goal_of(here: Here) -> GoalSet:
    """The goal in the address, pursued or not, of the strategy in the address. Raises a Problem (404)."""
    strategy = strategy_of(here)
    found = {**strategy.dropped, **strategy.goals}.get(here.named("strategy_goal"))
    if found is None:
        raise not_found(UnknownStrategyGoal.title)
    return found


def measure_of(here: Here) -> Measure:
    """The measure in the address. Raises a Problem (404)."""
    found = planning(here.service.pool, here.district).measures.get(here.named("measure"))
    if found is None:
        raise not_found(UnknownMeasure.title)
    return found


def milestone_of(here: Here) -> Milestone:
    """The milestone in the address, of the measure in the address. Raises a Problem (404)."""
    found = measure_of(here).milestones.get(here.named("milestone"))
    if found is None:
        raise not_found(UnknownMilestone.title)
    return found


def yardstick_of(here: Here) -> Yardstick:
    """The yardstick in the address, of the measure in the address. Raises a Problem (404)."""
    found = measure_of(here).yardsticks.get(here.named("yardstick"))
    if found is None:
        raise not_found(UnknownYardstick.title)
    return found


def strategy_page(strategy_id: UUID) -> str:
    return f"{PLANNING}/{strategy_id}"


def measure_page(measure_id: UUID) -> str:
    return f"{MEASURES}/{measure_id}"


def to_planning(_here: Here) -> str:
    return PLANNING


def to_strategy(here: Here) -> str:
    return strategy_page(here.named("strategy"))


def to_measure(here: Here) -> str:
    return measure_page(here.named("measure"))


def strategy_title(here: Here) -> str:
    return frame_of(strategy_of(here)).title


def goal_title(here: Here) -> str:
    return goal_of(here).title


def measure_title(here: Here) -> str:
    return plan_of(measure_of(here)).title


def milestone_title(here: Here) -> str:
    return milestone_of(here).title


def yardstick_title(here: Here) -> str:
    return yardstick_of(here).title
