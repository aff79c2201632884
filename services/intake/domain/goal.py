"""Goals that person and Fachkraft agreed on: steps, reviews, an end. Words lie in the vault."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.intake import (
    GoalAgreed,
    GoalDetails,
    GoalEnded,
    GoalOutcome,
    GoalReviewed,
    StepAgreed,
    StepDone,
)
from services.intake.domain import case
from services.intake.domain.case import CaseState, expect_open
from services.intake.domain.refusals import InTheFuture, Refusal, refuse
from services.intake.domain.situation import UnknownTopic
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OfGoal:
    """What every command names."""

    case_id: UUID
    goal_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeGoal(OfGoal):
    """``topics``: the keys of the district's list, one of which the goal may be about."""

    on: date
    today: date
    topics: frozenset[str]
    topic: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeStep(OfGoal):
    step_id: UUID
    by_client: bool
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishStep(OfGoal):
    step_id: UUID
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewGoal(OfGoal):
    """``progress`` in percent; ``next_review`` None: none is planned."""

    on: date
    today: date
    progress: int
    next_review: date | None = None
    note_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndGoal(OfGoal):
    on: date
    today: date
    outcome: GoalOutcome


Command: TypeAlias = AgreeGoal | AgreeStep | FinishStep | ReviewGoal | EndGoal


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """``steps``: step -> the day it was done, None while it is open."""

    agreed: date
    steps: Mapping[UUID, date | None] = field(default_factory=dict)
    reviews: tuple[GoalReviewed, ...] = ()
    ended: GoalEnded | None = None


@dataclass(frozen=True, slots=True)
class Goals:
    """The case and its goals."""

    case: CaseState = field(default_factory=CaseState)
    goals: Mapping[UUID, Goal] = field(default_factory=dict)


# --- Decisions: may it happen? ----------------------------------------------


class UnknownGoal(Refusal):
    title = "Dieses Ziel gibt es in diesem Fall nicht."
    field = "goal"


class UnknownStep(Refusal):
    title = "Diesen Schritt gibt es bei diesem Ziel nicht."
    field = "step"


class GoalIsEnded(Refusal):
    title = "Dieses Ziel ist beendet."
    field = "goal"


class StepIsDone(Refusal):
    title = "Dieser Schritt ist schon an einem anderen Tag als erledigt erfasst."
    field = "step"


class BeforeTheAgreement(Refusal):
    title = "Das Datum liegt vor der Vereinbarung des Ziels."
    field = "on"


class DueBeforeTheAgreement(Refusal):
    title = "Die Frist liegt vor der Vereinbarung des Ziels."
    field = "due"


class ReviewNotLater(Refusal):
    title = "Die nächste Überprüfung muss nach dieser liegen."
    field = "next_review"


class ProgressOutOfRange(Refusal):
    title = "Der Fortschritt ist ein Wert von 0 bis 100 Prozent."
    field = "progress"


def agree(command: AgreeGoal, state: Goals) -> Sequence[Contract]:
    person = expect_open(state.case)
    if command.goal_id in state.goals:
        return []
    refuse(_broken_agreement(command))
    return [
        GoalAgreed(
            case_id=command.case_id,
            person_id=person,
            goal_id=command.goal_id,
            on=command.on,
            due=command.due,
            details=GoalDetails(topic=command.topic),
        )
    ]


def _broken_agreement(command: AgreeGoal) -> Iterator[Refusal]:
    if command.on > command.today:
        yield InTheFuture(field="on")
    if command.due is not None and command.due < command.on:
        yield DueBeforeTheAgreement()
    if command.topic is not None and command.topic not in command.topics:
        yield UnknownTopic()


def agree_step(command: AgreeStep, state: Goals) -> Sequence[Contract]:
    person, goal = _of(command, state)
    if command.step_id in goal.steps:
        return []
    _expect_running(goal)
    if command.due is not None and command.due < goal.agreed:
        raise DueBeforeTheAgreement
    return [
        StepAgreed(
            case_id=command.case_id,
            person_id=person,
            goal_id=command.goal_id,
            step_id=command.step_id,
            by_client=command.by_client,
            due=command.due,
        )
    ]


def finish_step(command: FinishStep, state: Goals) -> Sequence[Contract]:
    person, goal = _of(command, state)
    if command.step_id not in goal.steps:
        raise UnknownStep
    done = goal.steps[command.step_id]
    if done == command.on:
        return []
    if done is not None:
        raise StepIsDone
    _expect_running(goal)
    refuse(_broken_day(command, goal))
    return [
        StepDone(
            case_id=command.case_id,
            person_id=person,
            goal_id=command.goal_id,
            step_id=command.step_id,
            on=command.on,
        )
    ]


def review(command: ReviewGoal, state: Goals) -> Sequence[Contract]:
    person, goal = _of(command, state)
    looked = GoalReviewed(
        case_id=command.case_id,
        person_id=person,
        goal_id=command.goal_id,
        on=command.on,
        progress=command.progress,
        next_review=command.next_review,
        note_id=command.note_id,
    )
    if looked in goal.reviews[-1:]:
        return []
    _expect_running(goal)
    refuse(_broken_review(command, goal))
    return [looked]


def _broken_review(command: ReviewGoal, goal: Goal) -> Iterator[Refusal]:
    yield from _broken_day(command, goal)
    if not 0 <= command.progress <= 100:
        yield ProgressOutOfRange()
    if command.next_review is not None and command.next_review <= command.on:
        yield ReviewNotLater()


def end(command: EndGoal, state: Goals) -> Sequence[Contract]:
    person, goal = _of(command, state)
    ended = GoalEnded(
        case_id=command.case_id,
        person_id=person,
        goal_id=command.goal_id,
        on=command.on,
        outcome=command.outcome,
    )
    if goal.ended == ended:
        return []
    _expect_running(goal)
    refuse(_broken_day(command, goal))
    return [ended]


def decide(command: Command, state: Goals) -> Sequence[Contract]:
    match command:
        case AgreeGoal():
            return agree(command, state)
        case AgreeStep():
            return agree_step(command, state)
        case FinishStep():
            return finish_step(command, state)
        case ReviewGoal():
            return review(command, state)
        case EndGoal():
            return end(command, state)
        case _:
            assert_never(command)


def _of(command: OfGoal, state: Goals) -> tuple[UUID, Goal]:
    """The person and the goal; raises UnknownCase, CaseIsClosed, UnknownGoal."""
    person = expect_open(state.case)
    goal = state.goals.get(command.goal_id)
    if goal is None:
        raise UnknownGoal
    return person, goal


def _expect_running(goal: Goal) -> None:
    if goal.ended is not None:
        raise GoalIsEnded


def _broken_day(command: FinishStep | ReviewGoal | EndGoal, goal: Goal) -> Iterator[Refusal]:
    if command.on > command.today:
        yield InTheFuture(field="on")
    if command.on < goal.agreed:
        yield BeforeTheAgreement()


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: Goals, fact: Contract) -> Goals:
    match fact:
        case GoalAgreed():
            return _with(state, fact.goal_id, Goal(agreed=fact.on))
        case StepAgreed() | StepDone() | GoalReviewed() | GoalEnded() if fact.goal_id in state.goals:
            return _with(state, fact.goal_id, _goal_after(state.goals[fact.goal_id], fact))
        case _:
            return replace(state, case=case.evolve(state.case, fact))


def _goal_after(goal: Goal, fact: StepAgreed | StepDone | GoalReviewed | GoalEnded) -> Goal:
    match fact:
        case StepAgreed():
            return replace(goal, steps={**goal.steps, fact.step_id: None})
        case StepDone():
            return replace(goal, steps={**goal.steps, fact.step_id: fact.on})
        case GoalReviewed():
            return replace(goal, reviews=(*goal.reviews, fact))
        case GoalEnded():
            return replace(goal, ended=fact)


def _with(state: Goals, goal_id: UUID, goal: Goal) -> Goals:
    return replace(state, goals={**state.goals, goal_id: goal})


GOAL: Final = Decider(initial=Goals(), decide=decide, evolve=evolve)
