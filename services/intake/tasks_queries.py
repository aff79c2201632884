"""Tasks that are not done, as work."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.intake.application import Intake
from services.intake.cases_desk import CODE_WORD
from services.intake.domain.work import Word, WorkItem
from services.kernel.district import district as enter
from services.kernel.vault import Address

TASK_TEXT: Final = "task"
TASKS: Final[Mapping[str, str]] = {"task": "Aufgabe"}
OPEN: Final = SQL("""
    SELECT t.task, t.operation, t.due, t.case_id, t.person, h.team, t.staff
    FROM {0}.tasks t LEFT JOIN {0}.tasks_done d USING (task) LEFT JOIN {0}.case_hands h USING (case_id)
    WHERE d.task IS NULL
""")


def open_tasks(intake: Intake, district: str, day: date) -> list[WorkItem]:
    """Every open task, whatever its due date."""
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(OPEN.format(schema)).fetchall()
    nobody = intake.ids(district).derive("nobody")
    return [_item(row, nobody, day) for row in rows]


def _item(
    row: tuple[UUID, str, date, UUID | None, UUID | None, UUID | None, UUID | None], nobody: UUID, day: date
) -> WorkItem:
    task, operation, due, case, person, team, staff = row
    words: dict[Word, Address] = {"text": (person or nobody, TASK_TEXT, task)}
    if case is not None and person is not None:
        words["code_word"] = (person, CODE_WORD, case)
    return WorkItem(
        id=task,
        kind="task",
        what=TASKS["task"],
        why=f"Vereinbart bis {due:%d.%m.%Y}{', überfällig' if due < day else ''}.",
        due=due,
        operation=operation,
        subject=task,
        case_id=case,
        team_id=team,
        staff_id=staff,
        words=words,
    )
