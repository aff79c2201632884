"""Facts and commands that many tests of planning need."""

from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.events import GoalSet, MeasurePlanned, MilestoneSet, StrategyDrafted, YardstickSet
from services.events.domain.measure_course import MeasureDetails
from services.events.domain.strategy_frame import StrategyDetails

TODAY: Final = date(2021, 6, 30)
DAY: Final = date(2020, 3, 2)
LATER: Final = date(2020, 9, 1)
STRATEGY_ID, GOAL_ID, OTHER_GOAL_ID, MEASURE_ID = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
MILESTONE_ID, YARDSTICK_ID, MEETING_ID, RESOLUTION_ID = UUID(int=5), UUID(int=6), UUID(int=7), UUID(int=8)

FRAME: Final = StrategyDetails(
    title="Armutspräventionsstrategie",
    first_day=date(2016, 1, 1),
    last_day=date(2021, 12, 31),
    handlungsfelder=("bildung", "arbeit"),
    wordings={"arbeit": "Arbeitsmarkt/Wirtschaft", "bildung": "Bildung und Schule"},
)
DETAILS: Final = MeasureDetails(
    strategy_id=STRATEGY_ID,
    goal_id=GOAL_ID,
    title="Standortatlas etablieren",
    first_day=date(2020, 1, 1),
    last_day=date(2021, 3, 31),
)
DRAFTED: Final = StrategyDrafted(
    strategy_id=STRATEGY_ID,
    title=FRAME.title,
    first_day=FRAME.first_day,
    last_day=FRAME.last_day,
    handlungsfelder=FRAME.handlungsfelder,
)
GOAL: Final = GoalSet(strategy_id=STRATEGY_ID, goal_id=GOAL_ID, handlungsfeld="arbeit", title="Arbeit finden")
PLANNED: Final = MeasurePlanned(
    measure_id=MEASURE_ID,
    strategy_id=STRATEGY_ID,
    goal_id=GOAL_ID,
    title=DETAILS.title,
    first_day=DETAILS.first_day,
    last_day=DETAILS.last_day,
)
MILESTONE: Final = MilestoneSet(measure_id=MEASURE_ID, milestone_id=MILESTONE_ID, title="Konzept", due=DAY)
YARDSTICK: Final = YardstickSet(
    measure_id=MEASURE_ID, yardstick_id=YARDSTICK_ID, title="Einträge", unit="Angebote", baseline="10", target="40"
)
