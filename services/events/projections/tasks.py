"""What is to be done for an event, a meeting or a measure, and what is done?"""

from collections.abc import Iterable
from typing import assert_never

from services.contracts.events import TaskDone, TaskDropped, TaskSet
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TASKS = Table("tasks", "task", ("belongs_to", "belongs_to_id", "due", "staff", "partner", "details"), versioned=False)
ENDS = Table("task_ends", "task", ("state", "on_day"), versioned=False)


def keep(recorded: Recorded[TaskSet | TaskDone | TaskDropped]) -> Iterable[Change]:
    """A task that was dropped and is set again is open."""
    fact = recorded.fact
    match fact:
        case TaskSet():
            said = (fact.of, fact.of_id, fact.due, fact.staff_id, fact.partner_id, fact.details_id)
            return [Put(TASKS, fact.task_id, said), Drop(ENDS, fact.task_id)]
        case TaskDone():
            return [Put(ENDS, fact.task_id, ("done", fact.on))]
        case TaskDropped():
            return [Put(ENDS, fact.task_id, ("dropped", None))]
        case _:
            assert_never(fact)


tasks = Projection("tasks", version=1, tables=(TASKS, ENDS), reads=(TaskSet, TaskDone, TaskDropped), fold=keep)
