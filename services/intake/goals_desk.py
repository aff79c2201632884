"""The desk for goals: ids and words around their decider."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.intake import GoalOutcome
from services.intake.casework import Casework, Given
from services.intake.directory import topics
from services.intake.domain.goal import GOAL, AgreeGoal, AgreeStep, EndGoal, FinishStep, ReviewGoal
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today

GOAL_TEXT: Final = "goal"
STEP_TEXT: Final = "goal_step"
REVIEW_NOTE: Final = "review_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """How near a goal is, in percent, and when both look again."""

    on: date
    progress: int
    next_review: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class GoalDesk:
    """The goals of one case. Every command raises the refusals of ``domain.goal``."""

    case: Casework

    def agree(self, words: str, on: date, due: date | None, topic: str | None, context: Context) -> Given:
        """A goal in words, about a topic of the district's list or none."""
        vocabulary = topics(self.case.service.pool, self.case.district)
        goal = self.case.new_id("goal", context)
        command = AgreeGoal(
            case_id=self.case.case_id,
            goal_id=goal,
            on=on,
            today=today(),
            topics=frozenset(term.key for term in vocabulary.terms),
            topic=topic,
            due=due,
        )
        text = self.case.text(GOAL_TEXT, goal, words)
        return Given(goal, self.case.execute(GOAL, command, context, [text]))

    def agree_step(self, goal: UUID, words: str, due: date | None, context: Context, *, by_client: bool) -> Given:
        """A step in words, taken by the person or by the Fachkraft."""
        step = self.case.new_id("goal-step", context)
        command = AgreeStep(case_id=self.case.case_id, goal_id=goal, step_id=step, by_client=by_client, due=due)
        text = self.case.text(STEP_TEXT, step, words)
        return Given(step, self.case.execute(GOAL, command, context, [text]))

    def finish_step(self, goal: UUID, step: UUID, on: date, context: Context) -> Outcome:
        """A step was taken."""
        command = FinishStep(case_id=self.case.case_id, goal_id=goal, step_id=step, on=on, today=today())
        return self.case.execute(GOAL, command, context)

    def review(self, goal: UUID, review: Review, context: Context) -> Outcome:
        """Both looked at a goal."""
        note = self.case.note(REVIEW_NOTE, review.note)
        command = ReviewGoal(
            case_id=self.case.case_id,
            goal_id=goal,
            on=review.on,
            today=today(),
            progress=review.progress,
            next_review=review.next_review,
            note_id=None if note is None else note.entry_id,
        )
        return self.case.execute(GOAL, command, context, [note])

    def end(self, goal: UUID, on: date, outcome: GoalOutcome, context: Context) -> Outcome:
        """A goal is done with."""
        command = EndGoal(case_id=self.case.case_id, goal_id=goal, on=on, today=today(), outcome=outcome)
        return self.case.execute(GOAL, command, context)
