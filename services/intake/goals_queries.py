"""Goals of a case with steps and reviews; their words come from the vault when they are read."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.intake import GoalOutcome
from services.intake.application import Intake
from services.intake.goals_desk import GOAL_TEXT, REVIEW_NOTE, STEP_TEXT
from services.intake.sections import Json
from services.kernel.district import district as enter
from services.kernel.vault import Address

GOALS: Final = SQL("""
    SELECT g.goal, g.person, g.agreed, g.due, g.topic, e.on_day AS ended, e.outcome
    FROM {0}.goals g LEFT JOIN {0}.goal_ends e USING (goal) WHERE g.case_id = %s ORDER BY g.agreed, g.goal
""")
STEPS: Final = SQL("""
    SELECT s.goal, s.step, s.by_client, s.due, d.on_day AS done
    FROM {0}.goal_steps s LEFT JOIN {0}.goal_steps_done d USING (step) JOIN {0}.goals g USING (goal)
    WHERE g.case_id = %s ORDER BY s.recorded
""")
REVIEWS: Final = SQL("""
    SELECT r.goal, r.on_day, r.progress, r.next_review, r.note
    FROM {0}.goal_reviews r JOIN {0}.goals g USING (goal) WHERE g.case_id = %s ORDER BY r.on_day, r.recorded
""")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoalRow:
    goal: UUID
    person: UUID
    agreed: date
    due: date | None
    topic: str | None
    ended: date | None
    outcome: GoalOutcome | None


@dataclass(frozen=True, slots=True)
class StepRow:
    goal: UUID
    step: UUID
    by_client: bool
    due: date | None
    done: date | None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    goal: UUID
    on_day: date
    progress: int
    next_review: date | None
    note: UUID | None


@dataclass(frozen=True, slots=True)
class StepSeen:
    """A step and its words; None once the person is erased."""

    row: StepRow
    text: str | None


@dataclass(frozen=True, slots=True)
class ReviewSeen:
    """A review and its note; None without one, or once the person is erased."""

    row: ReviewRow
    note: str | None


@dataclass(frozen=True, slots=True)
class GoalSeen:
    """A goal, its words, and what happened to it."""

    row: GoalRow
    text: str | None
    steps: tuple[StepSeen, ...]
    reviews: tuple[ReviewSeen, ...]


def goals_of(intake: Intake, district: str, case_id: UUID) -> list[GoalSeen]:
    """All goals of a case, oldest first."""
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        goals = connection.cursor(row_factory=class_row(GoalRow)).execute(GOALS.format(schema), (case_id,)).fetchall()
        steps = connection.cursor(row_factory=class_row(StepRow)).execute(STEPS.format(schema), (case_id,)).fetchall()
        reviews = connection.cursor(row_factory=class_row(ReviewRow)).execute(REVIEWS.format(schema), (case_id,))
        looked = reviews.fetchall()
    if not goals:
        return []
    words = _words(intake, district, goals[0].person, (goals, steps, looked))
    of_steps, of_reviews = _by(steps, lambda each: each.goal), _by(looked, lambda each: each.goal)
    if intake.ring.destroyed(district, [goals[0].person]):
        goals = [replace(goal, topic=None) for goal in goals]
    return [
        GoalSeen(
            goal,
            words.get((GOAL_TEXT, goal.goal)),
            tuple(StepSeen(step, words.get((STEP_TEXT, step.step))) for step in of_steps[goal.goal]),
            tuple(ReviewSeen(each, _note(words, each.note)) for each in of_reviews[goal.goal]),
        )
        for goal in goals
    ]


def _words(
    intake: Intake, district: str, person: UUID, rows: tuple[list[GoalRow], list[StepRow], list[ReviewRow]]
) -> dict[tuple[str, UUID], str | None]:
    goals, steps, reviews = rows
    addresses: list[Address] = [(person, GOAL_TEXT, each.goal) for each in goals]
    addresses += [(person, STEP_TEXT, each.step) for each in steps]
    addresses += [(person, REVIEW_NOTE, each.note) for each in reviews if each.note is not None]
    found = intake.vault.get(district, addresses)
    return {(field, entry): text for (_, field, entry), text in found.items()}


def _note(words: dict[tuple[str, UUID], str | None], note: UUID | None) -> str | None:
    return None if note is None else words.get((REVIEW_NOTE, note))


def _by(rows: Iterable[T], key: Callable[[T], UUID]) -> defaultdict[UUID, list[T]]:
    found: defaultdict[UUID, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


# --- As it is answered and as it stands in the case file --------------------------


def shown_goals(intake: Intake, district: str, case_id: UUID) -> list[Json]:
    """All goals of a case, oldest first; a text that is None was erased."""
    return [_goal(seen) for seen in goals_of(intake, district, case_id)]


def _goal(seen: GoalSeen) -> Json:
    row = seen.row
    return {
        "goal": str(row.goal),
        "text": seen.text,
        "agreed": str(row.agreed),
        "due": _day(row.due),
        "topic": row.topic,
        "ended": _day(row.ended),
        "outcome": row.outcome,
        "steps": [_step(each) for each in seen.steps],
        "reviews": [_review(each) for each in seen.reviews],
    }


def _step(seen: StepSeen) -> Json:
    row = seen.row
    return {
        "step": str(row.step),
        "text": seen.text,
        "by_client": row.by_client,
        "due": _day(row.due),
        "done": _day(row.done),
    }


def _review(seen: ReviewSeen) -> Json:
    row = seen.row
    return {
        "on": str(row.on_day),
        "progress": row.progress,
        "next_review": _day(row.next_review),
        "note": seen.note,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)
