"""Tasks that are not done, as work; and what somebody settled."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.intake.application import Intake
from services.intake.cases_desk import CODE_WORD
from services.intake.domain.work import Word, WorkItem
from services.intake.work_scope import Scope
from services.kernel.district import district as enter
from services.kernel.vault import Address

TASK_TEXT: Final = "task"
TASKS: Final[Mapping[str, str]] = {"task": "Aufgabe"}
OPEN: Final = SQL("""
    SELECT t.task, t.operation, t.due, t.case_id, t.person, h.team, t.staff
    FROM {0}.tasks t LEFT JOIN {0}.tasks_done d USING (task) LEFT JOIN {0}.case_hands h USING (case_id)
    WHERE d.task IS NULL AND {within}
""")
DONE: Final = SQL("SELECT task FROM {}.tasks_done WHERE task = ANY (%s)")


def open_tasks(intake: Intake, district: str, _day: date, scope: Scope) -> list[WorkItem]:
    """Every open task, whatever its due date."""
    within = scope.on(case=SQL("t.case_id"), staff=SQL("t.staff"))
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(OPEN.format(schema, within=within), scope.values).fetchall()
    nobody = intake.ids(district).derive("nobody")
    return [_item(row, nobody) for row in rows]


def settled(intake: Intake, district: str, work: Collection[UUID]) -> frozenset[UUID]:
    """What of this work somebody said is done."""
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        return frozenset(task for (task,) in connection.execute(DONE.format(schema), (list(work),)))


def _item(row: tuple[UUID, str, date, UUID | None, UUID | None, UUID | None, UUID | None], nobody: UUID) -> WorkItem:
    task, operation, due, case, person, team, staff = row
    words: dict[Word, Address] = {"text": (person or nobody, TASK_TEXT, task)}
    if case is not None and person is not None:
        words["code_word"] = (person, CODE_WORD, case)
    return WorkItem(
        id=task,
        kind="task",
        what=TASKS["task"],
        why="Als Aufgabe gestellt.",
        due=due,
        operation=operation,
        subject=task,
        case_id=case,
        team_id=team,
        staff_id=staff,
        words=words,
    )
