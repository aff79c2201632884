"""What is somebody to do, and what is done? Read by worklists; settled reminders stand among what is done."""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.intake import TaskDone, TaskSet
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

TASKS = Table("tasks", "task", ("operation", "due", "case_id", "person", "staff"), versioned=False)
TASKS_DONE = Table("tasks_done", "task", ("on_day", "actor"), versioned=False)
Fact: TypeAlias = TaskSet | TaskDone


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    fact = recorded.fact
    if isinstance(fact, TaskDone):
        return [Put(TASKS_DONE, fact.task_id, (fact.on, recorded.actor))]
    return [Put(TASKS, fact.task_id, (fact.operation, fact.due, fact.case_id, fact.person_id, fact.staff_id))]


tasks = Projection("tasks", version=1, tables=(TASKS, TASKS_DONE), reads=(TaskSet, TaskDone), fold=keep)
