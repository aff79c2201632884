"""A task of an event, a meeting or a measure: set, done, dropped; what is to be done lies in the vault."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.events import TaskDone, TaskDropped, TaskSet
from services.contracts.events.words import TaskOf
from services.events.domain.days import expect_not_in_future
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTask:
    """A new task, or one corrected; one that was dropped is back."""

    task_id: UUID
    of: TaskOf
    of_id: UUID
    due: date | None = None
    staff_id: UUID | None = None
    partner_id: UUID | None = None
    details_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishTask:
    """It is done."""

    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DropTask:
    """It need not be done any more."""


Command: TypeAlias = SetTask | FinishTask | DropTask


@dataclass(frozen=True, slots=True)
class Task:
    """``task`` None: nobody set it."""

    task: TaskSet | None = None
    done: date | None = None
    dropped: bool = False


class UnknownTask(RuleViolation):
    title = "Diese Aufgabe gibt es nicht."
    field = "task_id"


class TaskIsDone(RuleViolation):
    title = "Diese Aufgabe ist schon erledigt."
    field = "task_id"


class TaskIsDropped(RuleViolation):
    title = "Diese Aufgabe ist gestrichen."
    field = "task_id"


class TaskOfSomethingElse(RuleViolation):
    title = "Diese Aufgabe gehört schon zu etwas anderem."
    field = "of_id"


class TwoInCharge(RuleViolation):
    title = "Bitte entweder eine Person des Teams oder einen Partner nennen."
    field = "partner_id"


class WordsMissing(RuleViolation):
    title = "Bitte schreiben Sie, was zu tun ist."
    field = "what"


def set_task(command: SetTask, state: Task) -> Sequence[Contract]:
    if command.details_id is None:
        raise WordsMissing
    if command.staff_id is not None and command.partner_id is not None:
        raise TwoInCharge
    if state.task is not None and (state.task.of, state.task.of_id) != (command.of, command.of_id):
        raise TaskOfSomethingElse
    if state.done is not None:
        raise TaskIsDone
    said = TaskSet(
        task_id=command.task_id,
        of=command.of,
        of_id=command.of_id,
        due=command.due,
        staff_id=command.staff_id,
        partner_id=command.partner_id,
        details_id=command.details_id,
    )
    return [] if said == state.task and not state.dropped else [said]


def finish(command: FinishTask, state: Task) -> Sequence[Contract]:
    task = _expect_open(state)
    expect_not_in_future(command.on, command.today)
    return [] if state.done is not None else [TaskDone(task_id=task.task_id, on=command.on)]


def drop(_command: DropTask, state: Task) -> Sequence[Contract]:
    if state.done is not None:
        raise TaskIsDone
    if state.task is None:
        raise UnknownTask
    return [] if state.dropped else [TaskDropped(task_id=state.task.task_id)]


def _expect_open(state: Task) -> TaskSet:
    if state.task is None:
        raise UnknownTask
    if state.dropped:
        raise TaskIsDropped
    return state.task


def decide(command: Command, state: Task) -> Sequence[Contract]:
    match command:
        case SetTask():
            return set_task(command, state)
        case FinishTask():
            return finish(command, state)
        case DropTask():
            return drop(command, state)
        case _:
            assert_never(command)


def evolve(state: Task, fact: Contract) -> Task:
    match fact:
        case TaskSet():
            return replace(state, task=fact, dropped=False)
        case TaskDone():
            return replace(state, done=fact.on)
        case TaskDropped():
            return replace(state, dropped=True)
        case _:
            return state


TASK: Final = Decider(initial=Task(), decide=decide, evolve=evolve)
