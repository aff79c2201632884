"""Which goals were agreed in a case, with which steps, and how near are they? Read by the case file and reminders.

What happened to a goal is a row of its own, so that a fact need not repeat the agreement.
"""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.intake import GoalAgreed, GoalEnded, GoalReviewed, KeyDestroyed, StepAgreed, StepDone
from services.kernel.facts import Erased, Recorded
from services.kernel.projected_rows import Change, Erase, Put, Table
from services.kernel.projection import Projection

GOALS = Table(
    "goals", "goal", ("case_id", "person", "agreed", "due", "topic"), versioned=False, blank=(("topic", None),)
)
GOAL_ENDS = Table("goal_ends", "goal", ("on_day", "outcome"), versioned=False)
STEPS = Table("goal_steps", "step", ("goal", "by_client", "due", "recorded"), versioned=False)
STEPS_DONE = Table("goal_steps_done", "step", ("on_day",), versioned=False)
REVIEWS = Table(
    "goal_reviews", "review", ("goal", "on_day", "recorded", "progress", "next_review", "note"), versioned=False
)
Fact: TypeAlias = GoalAgreed | StepAgreed | StepDone | GoalReviewed | GoalEnded | KeyDestroyed


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """A goal whose topic was erased stays, without it."""
    fact = recorded.fact
    match fact:
        case GoalAgreed():
            topic = None if isinstance(fact.details, Erased) else fact.details.topic
            return [Put(GOALS, fact.goal_id, (fact.case_id, fact.person_id, fact.on, fact.due, topic))]
        case StepAgreed():
            return [Put(STEPS, fact.step_id, (fact.goal_id, fact.by_client, fact.due, recorded.sequence))]
        case StepDone():
            return [Put(STEPS_DONE, fact.step_id, (fact.on,))]
        case GoalReviewed():
            looked = (fact.goal_id, fact.on, recorded.sequence, fact.progress, fact.next_review, fact.note_id)
            return [Put(REVIEWS, recorded.id, looked)]
        case GoalEnded():
            return [Put(GOAL_ENDS, fact.goal_id, (fact.on, fact.outcome))]
        case KeyDestroyed():
            return [Erase(GOALS, "person", person) for person in fact.records]
        case _:
            assert_never(fact)


goals = Projection(
    "goals",
    version=1,
    tables=(GOALS, GOAL_ENDS, STEPS, STEPS_DONE, REVIEWS),
    reads=(GoalAgreed, StepAgreed, StepDone, GoalReviewed, GoalEnded, KeyDestroyed),
    fold=keep,
)
