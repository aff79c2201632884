"""What facts about goals, appointments, strengths and tasks leave behind."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from services.contracts.intake import (
    AnswerGiven,
    AppointmentEnded,
    AppointmentMade,
    AssessmentRetracted,
    GoalAgreed,
    GoalDetails,
    GoalEnded,
    GoalReviewed,
    StepAgreed,
    StepDone,
    StrengthDetails,
    StrengthsAssessed,
    TaskDone,
    TaskSet,
)
from services.intake.projections.appointments import APPOINTMENT_ENDS, APPOINTMENTS, appointments
from services.intake.projections.goals import GOAL_ENDS, GOALS, REVIEWS, STEPS, STEPS_DONE, goals
from services.intake.projections.strengths import ASSESSMENTS, strengths
from services.intake.projections.tasks import TASKS, TASKS_DONE, tasks
from services.kernel.facts import ERASED
from tests.intake.casework import CASE, DAY, OF_CASE, PERSON
from tests.intake.folded import recorded, rows

GOAL, STEP, MET, TASK = (UUID(int=number) for number in (71, 72, 73, 74))
LATER = DAY + timedelta(days=9)


def test_a_goal_its_steps_reviews_and_end_are_rows_of_their_own() -> None:
    facts = recorded(
        [
            GoalAgreed(**OF_CASE, goal_id=GOAL, on=DAY, due=LATER, details=GoalDetails(topic="schulden")),
            StepAgreed(**OF_CASE, goal_id=GOAL, step_id=STEP, by_client=True),
            GoalReviewed(**OF_CASE, goal_id=GOAL, on=DAY, progress=10, next_review=LATER),
            GoalReviewed(**OF_CASE, goal_id=GOAL, on=LATER, progress=60),
            StepDone(**OF_CASE, goal_id=GOAL, step_id=STEP, on=LATER),
            GoalEnded(**OF_CASE, goal_id=GOAL, on=LATER, outcome="reached"),
        ]
    )
    (goal,) = rows(goals, facts, GOALS).values()
    assert goal == {"case_id": CASE, "person": PERSON, "agreed": DAY, "due": LATER, "topic": "schulden"}
    assert rows(goals, facts, STEPS)[STEP]["by_client"] is True
    assert rows(goals, facts, STEPS_DONE)[STEP] == {"on_day": LATER}
    assert [row["progress"] for row in rows(goals, facts, REVIEWS).values()] == [10, 60]
    assert rows(goals, facts, GOAL_ENDS)[GOAL] == {"on_day": LATER, "outcome": "reached"}


def test_a_goal_stays_when_its_topic_was_erased() -> None:
    (goal,) = rows(goals, recorded([GoalAgreed(**OF_CASE, goal_id=GOAL, on=DAY, details=ERASED)]), GOALS).values()
    assert (goal["agreed"], goal["topic"]) == (DAY, None)


def test_a_moved_appointment_is_one_row_at_its_new_time() -> None:
    starts = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    summer = starts.astimezone(timezone(timedelta(hours=2)))
    facts = recorded(
        [
            AppointmentMade(**OF_CASE, appointment_id=MET, starts=starts - timedelta(days=1), minutes=30),
            AppointmentMade(**OF_CASE, appointment_id=MET, starts=summer, minutes=90),
            AppointmentEnded(**OF_CASE, appointment_id=MET, end="missed"),
        ]
    )
    (row,) = rows(appointments, facts, APPOINTMENTS).values()
    assert (row["starts"], row["ends"]) == (starts, datetime(2026, 10, 25, 2, 0, tzinfo=UTC))
    ends = rows(appointments, facts, APPOINTMENT_ENDS)
    assert ends[MET] == {"outcome": "missed", "contact": None}


def test_strengths_are_kept_as_they_were_answered_until_they_are_retracted_or_erased() -> None:
    answers = (AnswerGiven(item="a", value=3), AnswerGiven(item="b"))
    given = StrengthsAssessed(
        **OF_CASE,
        assessment_id=GOAL,
        instrument="staerken",
        instrument_version=2,
        stage="end",
        on=DAY,
        details=StrengthDetails(answers=answers),
    )
    (row,) = rows(strengths, recorded([given]), ASSESSMENTS).values()
    assert (row["items"], row["answers"], row["instrument_version"]) == (["a", "b"], [3, None], 2)
    gone = AssessmentRetracted(**OF_CASE, assessment_id=GOAL)
    assert rows(strengths, recorded([given, gone]), ASSESSMENTS) == {}
    erased = StrengthsAssessed(
        **OF_CASE,
        assessment_id=GOAL,
        instrument="staerken",
        instrument_version=2,
        stage="end",
        on=DAY,
        details=ERASED,
    )
    assert rows(strengths, recorded([given, erased]), ASSESSMENTS) == {}


def test_what_is_done_says_by_whom() -> None:
    facts = recorded([TaskSet(task_id=TASK, operation="thinka", due=LATER), TaskDone(task_id=TASK, on=DAY)])
    assert rows(tasks, facts, TASKS)[TASK]["due"] == LATER
    assert rows(tasks, facts, TASKS_DONE)[TASK] == {"on_day": DAY, "actor": "cli:test"}
