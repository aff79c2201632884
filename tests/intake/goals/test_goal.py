"""What is decided about goals, in every state of case, goal and step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from services.contracts.intake import GoalAgreed, GoalDetails, GoalEnded, GoalReviewed, StepAgreed, StepDone
from services.intake.domain import goal
from services.intake.domain.case import CaseIsClosed, UnknownCase
from services.intake.domain.goal import GOAL, AgreeGoal, AgreeStep, Command, EndGoal, FinishStep, ReviewGoal
from services.intake.domain.refusals import InTheFuture
from services.intake.domain.situation import UnknownTopic
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from tests.intake.casework import CASE, CLOSED, DAY, OF_CASE, OPENED, PAUSED, TODAY
from tests.kit.spec import specify

given = specify(GOAL)

ID, STEP = UUID(int=1), UUID(int=2)
LATER = DAY + timedelta(days=30)
OF_GOAL: dict[str, Any] = {**OF_CASE, "goal_id": ID}
AT: dict[str, Any] = {"case_id": CASE, "goal_id": ID}

AGREE = AgreeGoal(**AT, on=DAY, today=TODAY, topics=frozenset({"schulden"}), topic="schulden", due=LATER)
ADD_STEP = AgreeStep(**AT, step_id=STEP, by_client=True, due=LATER)
DO_STEP = FinishStep(**AT, step_id=STEP, on=LATER, today=TODAY)
REVIEW = ReviewGoal(**AT, on=LATER, today=TODAY, progress=40, next_review=LATER + timedelta(days=14))
END = EndGoal(**AT, on=LATER, today=TODAY, outcome="reached")

AGREED = GoalAgreed(**OF_GOAL, on=DAY, due=LATER, details=GoalDetails(topic="schulden"))
STEP_AGREED = StepAgreed(**OF_GOAL, step_id=STEP, by_client=True, due=LATER)
STEP_DONE = StepDone(**OF_GOAL, step_id=STEP, on=LATER)
REVIEWED = GoalReviewed(**OF_GOAL, on=LATER, progress=40, next_review=LATER + timedelta(days=14))
ENDED = GoalEnded(**OF_GOAL, on=LATER, outcome="reached")

CASES: dict[str, tuple[Contract, ...]] = {"no case": (), "open": (), "paused": (PAUSED,), "closed": (CLOSED,)}
GOALS: dict[str, tuple[Contract, ...]] = {
    "no goal": (),
    "agreed": (AGREED,),
    "with a step": (AGREED, STEP_AGREED),
    "step done": (AGREED, STEP_AGREED, STEP_DONE),
    "reviewed": (AGREED, STEP_AGREED, REVIEWED),
    "ended": (AGREED, STEP_AGREED, REVIEWED, ENDED),
}
COMMANDS: dict[str, tuple[Command, Contract]] = {
    "agree": (AGREE, AGREED),
    "add a step": (ADD_STEP, STEP_AGREED),
    "do a step": (DO_STEP, STEP_DONE),
    "review": (REVIEW, REVIEWED),
    "end": (END, ENDED),
}
# In an open or paused case: a rule, "fact", or "nothing" because it happened already.
TABLE: dict[str, dict[str, str | type[RuleViolation]]] = {
    "no goal": {"agree": "fact", **dict.fromkeys(("add a step", "do a step", "review", "end"), goal.UnknownGoal)},
    "agreed": {
        "agree": "nothing",
        "add a step": "fact",
        "do a step": goal.UnknownStep,
        "review": "fact",
        "end": "fact",
    },
    "with a step": {"agree": "nothing", "add a step": "nothing", "do a step": "fact", "review": "fact", "end": "fact"},
    "step done": {"agree": "nothing", "add a step": "nothing", "do a step": "nothing", "review": "fact", "end": "fact"},
    "reviewed": {"agree": "nothing", "add a step": "nothing", "do a step": "fact", "review": "nothing", "end": "fact"},
    "ended": {
        "agree": "nothing",
        "add a step": "nothing",
        "do a step": goal.GoalIsEnded,
        "review": "nothing",
        "end": "nothing",
    },
}


@pytest.mark.parametrize(("case", "of_goal", "name"), list(product(CASES, GOALS, COMMANDS)))
def test_every_command_in_every_state(case: str, of_goal: str, name: str) -> None:
    command, fact = COMMANDS[name]
    history = () if case == "no case" else (OPENED, *GOALS[of_goal], *CASES[case])
    decided = given(*history).when(command)
    expected = {"no case": UnknownCase, "closed": CaseIsClosed}.get(case, TABLE[of_goal][name])
    if isinstance(expected, type):
        decided.then_refused(expected)
    elif expected == "fact":
        decided.then(fact)
    else:
        decided.then_nothing()


def test_the_table_knows_every_command() -> None:
    assert {type(command) for command, _ in COMMANDS.values()} == set(get_args(Command))


def test_a_goal_is_about_a_topic_of_the_list_or_about_none() -> None:
    free = replace(AGREE, topic=None, due=None)
    given(OPENED).when(free).then(GoalAgreed(**OF_GOAL, on=DAY, details=GoalDetails()))
    given(OPENED).when(replace(AGREE, topic="wetter")).then_refused(UnknownTopic)


@pytest.mark.parametrize(
    ("command", "rule", "field"),
    [
        (replace(AGREE, on=date(2026, 7, 1), due=None), InTheFuture, "on"),
        (replace(AGREE, due=DAY - timedelta(days=1)), goal.DueBeforeTheAgreement, "due"),
    ],
)
def test_an_agreement_has_sensible_days(command: Command, rule: type[RuleViolation], field: str) -> None:
    given(OPENED).when(command).then_refused(rule, field=field)


@pytest.mark.parametrize(
    ("command", "rule", "field"),
    [
        (replace(ADD_STEP, step_id=UUID(int=3), due=DAY - timedelta(days=1)), goal.DueBeforeTheAgreement, "due"),
        (replace(DO_STEP, on=DAY - timedelta(days=1)), goal.BeforeTheAgreement, "on"),
        (replace(DO_STEP, on=TODAY + timedelta(days=1)), InTheFuture, "on"),
        (replace(REVIEW, on=DAY - timedelta(days=1)), goal.BeforeTheAgreement, "on"),
        (replace(REVIEW, progress=101), goal.ProgressOutOfRange, "progress"),
        (replace(REVIEW, progress=-1), goal.ProgressOutOfRange, "progress"),
        (replace(REVIEW, next_review=LATER), goal.ReviewNotLater, "next_review"),
        (replace(END, on=DAY - timedelta(days=1)), goal.BeforeTheAgreement, "on"),
        (replace(END, on=TODAY + timedelta(days=1)), InTheFuture, "on"),
    ],
)
def test_what_happens_to_a_goal_has_sensible_values(command: Command, rule: type[RuleViolation], field: str) -> None:
    given(OPENED, AGREED, STEP_AGREED).when(command).then_refused(rule, field=field)


@pytest.mark.parametrize("progress", [0, 100])
def test_nothing_and_everything_are_progress(progress: int) -> None:
    looked = GoalReviewed(**OF_GOAL, on=LATER, progress=progress)
    given(OPENED, AGREED).when(replace(REVIEW, progress=progress, next_review=None)).then(looked)


def test_a_step_done_on_another_day_stays_as_it_was() -> None:
    given(OPENED, AGREED, STEP_AGREED, STEP_DONE).when(replace(DO_STEP, on=DAY)).then_refused(goal.StepIsDone)


def test_a_goal_that_ended_one_way_does_not_end_another() -> None:
    given(OPENED, AGREED, ENDED).when(replace(END, outcome="dropped")).then_refused(goal.GoalIsEnded)


facts = st.sampled_from([OPENED, PAUSED, CLOSED, AGREED, STEP_AGREED, STEP_DONE, REVIEWED, ENDED])


@drawn(st.lists(facts, max_size=12), st.integers(0, 12))
def test_any_prefix_of_any_history_replays(history: Sequence[Contract], length: int) -> None:
    begun = GOAL.fold(history[:length])
    assert GOAL.fold(history[length:], begun) == GOAL.fold(history)
