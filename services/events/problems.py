"""Which refusals of ``events`` are which problems; a broken rule is a 409 without being named here."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.events.domain.group_state import UnknownGroup
from services.events.domain.measure_milestones import UnknownMilestone
from services.events.domain.measure_state import UnknownMeasure
from services.events.domain.measure_yardsticks import UnknownYardstick
from services.events.domain.meeting_state import UnknownMeeting
from services.events.domain.resolution import UnknownResolution
from services.events.domain.strategy_goals import UnknownStrategyGoal
from services.events.domain.strategy_state import UnknownStrategy
from services.kernel.deciders import RuleViolation
from services.kernel.problems import Problem, not_found

NOT_THERE: Final[tuple[type[RuleViolation], ...]] = (
    UnknownGroup,
    UnknownMeeting,
    UnknownResolution,
    UnknownStrategy,
    UnknownStrategyGoal,
    UnknownMeasure,
    UnknownMilestone,
    UnknownYardstick,
)


def _not_there(refused: RuleViolation) -> Problem:
    return not_found(refused.title)


PROBLEMS: Final[Mapping[type[Exception], Callable[[Any], Problem]]] = dict.fromkeys(NOT_THERE, _not_there)
