"""Tasks of the team, with or without a case; and reminders that somebody settled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.intake import TaskDone, TaskSet
from services.intake.domain.refusals import InTheFuture, Refusal
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTask:
    """``person_id`` is the case's person; both are None for a task without a case."""

    task_id: UUID
    operation: str
    due: date
    case_id: UUID | None = None
    person_id: UUID | None = None
    staff_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishTask:
    """A task that was set is done."""

    task_id: UUID
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleReminder:
    """A reminder needs nothing more; ``task_id`` is derived from what it reminds of, nobody set it."""

    task_id: UUID
    on: date
    today: date


Command: TypeAlias = SetTask | FinishTask | SettleReminder


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TaskState:
    """Whether somebody set it, and when it was done."""

    is_set: bool = False
    done: date | None = None


# --- Decisions: may it happen? ----------------------------------------------


class UnknownTask(Refusal):
    title = "Diese Aufgabe gibt es nicht."
    field = "task"


class TaskIsDone(Refusal):
    title = "Diese Aufgabe ist schon an einem anderen Tag als erledigt erfasst."
    field = "task"


def set_task(command: SetTask, state: TaskState) -> Sequence[Contract]:
    if state.is_set:
        return []
    return [
        TaskSet(
            task_id=command.task_id,
            operation=command.operation,
            due=command.due,
            case_id=command.case_id,
            person_id=command.person_id,
            staff_id=command.staff_id,
        )
    ]


def finish(command: FinishTask, state: TaskState) -> Sequence[Contract]:
    if not state.is_set:
        raise UnknownTask
    return _done(command, state)


def _done(command: FinishTask | SettleReminder, state: TaskState) -> Sequence[Contract]:
    if state.done == command.on:
        return []
    if state.done is not None:
        raise TaskIsDone
    if command.on > command.today:
        raise InTheFuture(field="on")
    return [TaskDone(task_id=command.task_id, on=command.on)]


def decide(command: Command, state: TaskState) -> Sequence[Contract]:
    match command:
        case SetTask():
            return set_task(command, state)
        case FinishTask():
            return finish(command, state)
        case SettleReminder():
            return _done(command, state)
        case _:
            assert_never(command)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: TaskState, fact: Contract) -> TaskState:
    match fact:
        case TaskSet():
            return replace(state, is_set=True)
        case TaskDone():
            return replace(state, done=fact.on)
        case _:
            return state


TASK: Final = Decider(initial=TaskState(), decide=decide, evolve=evolve)
