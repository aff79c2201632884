"""Questions about tasks: those of one thing, and those that wait for somebody. Days are local."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.events.words import TaskOf
from services.events.application import Events
from services.events.tasks_desk import TASK_FIELDS, WHAT
from services.events.texts import NO_WORDS, Sheet, words_of_all
from services.kernel.district import district as enter

TASKS: Final = """
    SELECT t.task AS task_id, t.belongs_to AS "of", t.belongs_to_id AS of_id, t.due, t.staff AS staff_id,
        t.partner AS partner_id, t.details AS details_id, coalesce(e.state, 'open') AS state, e.on_day AS done_on
    FROM {0}.tasks t LEFT JOIN {0}.task_ends e USING (task)
"""
OF_ONE: Final = SQL(
    TASKS + "WHERE t.belongs_to_id = %(of_id)s AND e.state IS DISTINCT FROM 'dropped' ORDER BY t.due NULLS LAST, t.task"
)
OPEN: Final = SQL(TASKS + "WHERE e.state IS NULL ORDER BY t.due NULLS LAST, t.task")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEntry:
    """A task; ``done_on`` where it is done."""

    task_id: UUID
    of: TaskOf
    of_id: UUID
    due: date | None
    staff_id: UUID | None
    partner_id: UUID | None
    details_id: UUID | None
    state: Literal["open", "done", "dropped"]
    done_on: date | None

    def is_late(self, day: date) -> bool:
        return self.state == "open" and self.due is not None and self.due < day


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSaid:
    """A task with what is to be done in words; None where nobody can read them any more."""

    task: TaskEntry
    what: str | None


def tasks_of(events: Events, district: str, of_id: UUID) -> list[TaskSaid]:
    """All tasks of one event, meeting or measure but those that were dropped; the next due first."""
    return _asked(events, district, OF_ONE, {"of_id": of_id})


def open_tasks(events: Events, district: str) -> list[TaskSaid]:
    """Everything that is to be done in the district; the next due first."""
    return _asked(events, district, OPEN, {})


def _asked(events: Events, district: str, question: SQL, values: dict[str, UUID]) -> list[TaskSaid]:
    with events.pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(TaskEntry))
        found = cursor.execute(question.format(schema), values).fetchall()
    return _said(events, district, found)


def _said(events: Events, district: str, found: Sequence[TaskEntry]) -> list[TaskSaid]:
    words = words_of_all(events, district, [Sheet(each.task_id, each.details_id, TASK_FIELDS) for each in found])
    return [
        TaskSaid(task=each, what=(words[each.details_id] if each.details_id else NO_WORDS).get(WHAT)) for each in found
    ]
