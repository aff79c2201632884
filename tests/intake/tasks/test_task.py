"""What is decided about tasks and settled reminders, in every state."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import get_args
from uuid import UUID

import pytest

from services.contracts.intake import TaskDone, TaskSet
from services.intake.domain import task
from services.intake.domain.refusals import InTheFuture
from services.intake.domain.task import TASK, Command, FinishTask, SetTask, SettleReminder
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from tests.intake.casework import CASE, DAY, PERSON, TODAY
from tests.kit.spec import specify

given = specify(TASK)

ID = UUID(int=1)
SET = SetTask(task_id=ID, operation="thinka", due=DAY, case_id=CASE, person_id=PERSON)
FINISH = FinishTask(task_id=ID, on=DAY, today=TODAY)
SETTLE = SettleReminder(task_id=ID, on=DAY, today=TODAY)
WAS_SET = TaskSet(task_id=ID, operation="thinka", due=DAY, case_id=CASE, person_id=PERSON)
DONE = TaskDone(task_id=ID, on=DAY)

HISTORIES: dict[str, tuple[Contract, ...]] = {
    "nothing": (),
    "set": (WAS_SET,),
    "done": (WAS_SET, DONE),
    "settled": (DONE,),
}
COMMANDS: dict[str, tuple[Command, Contract]] = {
    "set": (SET, WAS_SET),
    "finish": (FINISH, DONE),
    "settle": (SETTLE, DONE),
}
TABLE: dict[str, dict[str, str | type[RuleViolation]]] = {
    "nothing": {"set": "fact", "finish": task.UnknownTask, "settle": "fact"},
    "set": {"set": "nothing", "finish": "fact", "settle": "fact"},
    "done": {"set": "nothing", "finish": "nothing", "settle": "nothing"},
    "settled": {"set": "fact", "finish": task.UnknownTask, "settle": "nothing"},
}


@pytest.mark.parametrize(("state", "name"), list(product(HISTORIES, COMMANDS)))
def test_every_command_in_every_state(state: str, name: str) -> None:
    command, fact = COMMANDS[name]
    expected = TABLE[state][name]
    decided = given(*HISTORIES[state]).when(command)
    if isinstance(expected, type):
        decided.then_refused(expected, field="task")
    elif expected == "fact":
        decided.then(fact)
    else:
        decided.then_nothing()


def test_the_table_knows_every_command() -> None:
    assert {type(command) for command, _ in COMMANDS.values()} == set(get_args(Command))


def test_a_task_without_a_case_belongs_to_the_operation() -> None:
    alone = replace(SET, case_id=None, person_id=None)
    given().when(alone).then(TaskSet(task_id=ID, operation="thinka", due=DAY))


@pytest.mark.parametrize("command", [FINISH, SETTLE])
def test_nothing_is_done_tomorrow(command: FinishTask | SettleReminder) -> None:
    tomorrow = replace(command, on=TODAY + timedelta(days=1))
    given(WAS_SET).when(tomorrow).then_refused(InTheFuture, field="on")


def test_done_on_one_day_is_not_done_on_another() -> None:
    given(WAS_SET, DONE).when(replace(FINISH, on=TODAY)).then_refused(task.TaskIsDone)
