"""Tasks over HTTP: set and done, with a case or without."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from services.intake.api.access import CASE_EXAMPLE, access_desk
from services.intake.api.asking import COMMAND, Asked, Service, Writer
from services.intake.api.cases import STAFF_EXAMPLE
from services.intake.api.goals import DoneIn
from services.intake.api.texts import Words
from services.intake.application import Intake
from services.intake.casework import Given, casework
from services.intake.domain.task import UnknownTask
from services.intake.tasks_desk import NewTask, TaskDesk
from services.kernel.deciders import Context
from services.kernel.inputs import KEY_PATTERN, Day
from services.kernel.problems import FieldError, invalid_input, not_found
from services.kernel.requests import Session
from services.kernel.times import today
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/tasks")

TASK_EXAMPLE: Final = "00000000-0000-8000-8000-000000004977"
TaskInPath = Annotated[UUID, Path(title="Aufgabe", examples=[TASK_EXAMPLE])]


class TaskIn(BaseModel):
    """What somebody is to do."""

    model_config = ConfigDict(extra="forbid", title="Aufgabe stellen")

    text: Words = Field(title="Aufgabe", examples=["Rückruf beim Jobcenter"])
    due: Day = Field(title="Bis")
    case: UUID | None = Field(default=None, title="Fall; ohne Vorhaben", examples=[CASE_EXAMPLE])
    operation: str | None = Field(
        default=None, title="Vorhaben; ohne Fall", pattern=KEY_PATTERN, examples=["thinka-2022"]
    )
    staff: UUID | None = Field(default=None, title="Zuständig; leer: das Team", examples=[STAFF_EXAMPLE])


class TaskSetOut(Recorded):
    """The task's id."""

    model_config = ConfigDict(title="Aufgabe gestellt")

    task: UUID = Field(title="Aufgabe", examples=[TASK_EXAMPLE])


@router.post("", summary="Aufgabe stellen", **COMMAND)
def set_task(body: TaskIn, asking: Writer, context: Asked, service: Service) -> TaskSetOut:
    """Zu einem Fall oder zu einem Vorhaben."""
    given = _set(body, asking, context, service)
    return TaskSetOut(position=given.outcome.position, task=given.id)


def _set(body: TaskIn, asking: Session, context: Context, service: Intake) -> Given:
    desk, wanted = TaskDesk(service, asking.district), NewTask(words=body.text, due=body.due, staff=body.staff)
    if body.case is not None and body.operation is None:
        access_desk(service, asking).granted(body.case, "write")
        return desk.set_for_case(casework(service, asking.district, body.case), wanted, context)
    if body.operation is not None and body.case is None:
        return desk.set_for_operation(body.operation, wanted, context)
    raise invalid_input([FieldError("case", "Bitte entweder den Fall oder das Vorhaben angeben.")])


@router.post("/{task}/done", summary="Aufgabe als erledigt erfassen", **COMMAND)
def finish_task(task: TaskInPath, body: DoneIn, asking: Writer, context: Asked, service: Service) -> Recorded:
    """Aufgaben zu einem Fall erledigt, wer in diesem Fall arbeiten darf."""
    desk = TaskDesk(service, asking.district)
    known = desk.find(task)
    if known is None:
        raise not_found(UnknownTask.title)
    if known.case_id is not None:
        access_desk(service, asking).granted(known.case_id, "write")
    return Recorded(position=desk.finish(task, body.on or today(), context).position)
