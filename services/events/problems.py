"""Which refusals of ``events`` are which problems; a broken rule is a 409 without being named here."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.events.certificates import UnknownCertificate
from services.events.domain.engagement import UnknownEngagement
from services.events.domain.figure import FigureNotThere
from services.events.domain.finding import UnknownFeedback, UnknownFinding
from services.events.domain.group_state import UnknownGroup
from services.events.domain.measure_milestones import UnknownMilestone
from services.events.domain.measure_state import UnknownMeasure
from services.events.domain.measure_yardsticks import UnknownYardstick
from services.events.domain.meeting_state import UnknownMeeting
from services.events.domain.press_item import UnknownPressItem
from services.events.domain.proof import UnknownProof
from services.events.domain.resolution import UnknownResolution
from services.events.domain.response import UnknownResponse
from services.events.domain.statistic import UnknownStatistic
from services.events.domain.strategy_goals import UnknownStrategyGoal
from services.events.domain.strategy_state import UnknownStrategy
from services.events.domain.survey_state import UnknownSurvey
from services.events.domain.volunteer_state import UnknownVolunteer
from services.events.domain.volunteering import UnknownRecord
from services.events.homes import UnknownHome
from services.kernel.deciders import RuleViolation
from services.kernel.problems import Problem, not_found

NOT_THERE: Final[tuple[type[RuleViolation], ...]] = (
    UnknownHome,
    UnknownEngagement,
    UnknownVolunteer,
    UnknownRecord,
    UnknownCertificate,
    UnknownPressItem,
    UnknownProof,
    UnknownGroup,
    UnknownMeeting,
    UnknownResolution,
    UnknownStrategy,
    UnknownStrategyGoal,
    UnknownMeasure,
    UnknownMilestone,
    UnknownYardstick,
    UnknownStatistic,
    FigureNotThere,
    UnknownSurvey,
    UnknownResponse,
    UnknownFinding,
    UnknownFeedback,
)


def _not_there(refused: RuleViolation) -> Problem:
    return not_found(refused.title)


PROBLEMS: Final[Mapping[type[Exception], Callable[[Any], Problem]]] = dict.fromkeys(NOT_THERE, _not_there)
