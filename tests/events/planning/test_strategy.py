"""What a strategy decides: its frame, its adoption, its goals."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace as but

from services.contracts.events import FieldWording, GoalDropped, StrategyAdopted
from services.contracts.names import NameMissing
from services.events.domain.days import EndsBeforeItBegins, InTheFuture
from services.events.domain.strategy import STRATEGY
from services.events.domain.strategy_frame import (
    AdoptStrategy,
    CorrectStrategy,
    DraftStrategy,
    HandlungsfeldHasGoals,
    HandlungsfeldTwice,
    NoHandlungsfeld,
    StrategyDraftedOtherwise,
    UnknownHandlungsfeld,
)
from services.events.domain.strategy_goals import (
    CorrectGoal,
    DropGoal,
    NotOfThisStrategy,
    SetGoal,
    UnknownStrategyGoal,
)
from services.events.domain.strategy_state import UnknownStrategy
from tests.events.planning.stories import DRAFTED, FRAME, GOAL, GOAL_ID, RESOLUTION_ID, STRATEGY_ID, TODAY
from tests.kit.spec import specify

given = specify(STRATEGY)

DRAFT = DraftStrategy(strategy_id=STRATEGY_ID, details=FRAME)
WORDED = but(DRAFTED, wordings=(FieldWording(handlungsfeld="arbeit", wording="Arbeitsmarkt/Wirtschaft"),))
ADOPT = AdoptStrategy(on=date(2018, 9, 5), today=TODAY, resolution_id=RESOLUTION_ID)
ADOPTED = StrategyAdopted(strategy_id=STRATEGY_ID, on=date(2018, 9, 5), resolution_id=RESOLUTION_ID)
SET = SetGoal(goal_id=GOAL_ID, handlungsfeld="arbeit", title="Arbeit finden")
DROPPED = GoalDropped(strategy_id=STRATEGY_ID, goal_id=GOAL_ID)


def test_a_strategy_keeps_only_wordings_that_are_its_own() -> None:
    given().when(DRAFT).then(WORDED)


def test_another_frame_under_the_same_id_is_no_draft() -> None:
    given(DRAFTED).when(DRAFT).then_refused(StrategyDraftedOtherwise)


@pytest.mark.parametrize(
    ("details", "rule"),
    [
        (replace(FRAME, title=" "), NameMissing),
        (replace(FRAME, last_day=date(2015, 1, 1)), EndsBeforeItBegins),
        (replace(FRAME, handlungsfelder=()), NoHandlungsfeld),
        (replace(FRAME, handlungsfelder=("arbeit", "arbeit"), wordings={}), HandlungsfeldTwice),
        (replace(FRAME, handlungsfelder=("sport",), wordings={}), UnknownHandlungsfeld),
        (replace(FRAME, wordings={"alter": "Im Alter"}), UnknownHandlungsfeld),
    ],
)
def test_a_frame_that_makes_no_sense_is_refused(details: object, rule: type[Exception]) -> None:
    given().when(DraftStrategy(strategy_id=STRATEGY_ID, details=details)).then_refused(rule)  # type: ignore[arg-type]


def test_the_council_decides_once_and_may_be_corrected() -> None:
    given(DRAFTED).when(ADOPT).then(ADOPTED)
    given(DRAFTED, ADOPTED).when(replace(ADOPT, resolution_id=None)).then(but(ADOPTED, resolution_id=None))


def test_no_council_decides_in_the_future() -> None:
    given(DRAFTED).when(replace(ADOPT, on=date(2030, 1, 1))).then_refused(InTheFuture)


def test_what_nobody_drafted_cannot_be_adopted() -> None:
    given().when(ADOPT).then_refused(UnknownStrategy)


def test_a_goal_belongs_to_a_handlungsfeld_of_the_strategy() -> None:
    given(DRAFTED).when(SET).then(GOAL)
    given(DRAFTED).when(replace(SET, handlungsfeld="alter")).then_refused(NotOfThisStrategy, field="handlungsfeld")


def test_a_handlungsfeld_with_goals_stays_in_the_frame() -> None:
    without = replace(FRAME, handlungsfelder=("bildung",), wordings={})
    given(DRAFTED, GOAL).when(CorrectStrategy(details=without)).then_refused(HandlungsfeldHasGoals)
    given(DRAFTED, GOAL, DROPPED).when(CorrectStrategy(details=without)).then(
        but(DRAFTED, handlungsfelder=("bildung",))
    )


def test_a_dropped_goal_is_pursued_again_once_it_is_corrected() -> None:
    again = CorrectGoal(goal_id=GOAL_ID, handlungsfeld="arbeit", title="Gute Arbeit finden")
    given(DRAFTED, GOAL).when(DropGoal(goal_id=GOAL_ID)).then(DROPPED)
    given(DRAFTED, GOAL, DROPPED).when(again).then(but(GOAL, title="Gute Arbeit finden"))


def test_a_goal_that_nobody_set_is_neither_corrected_nor_dropped() -> None:
    nobody = UUID(int=99)
    given(DRAFTED).when(CorrectGoal(goal_id=nobody, handlungsfeld="arbeit", title="X")).then_refused(
        UnknownStrategyGoal
    )
    given(DRAFTED).when(DropGoal(goal_id=nobody)).then_refused(UnknownStrategyGoal)
