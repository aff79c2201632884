"""Tasks of events, meetings and measures over HTTP."""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.words import TaskOf
from services.events.api.asking import COMMAND, READING, Asked, NothingIn, Reader, Service, Writer
from services.events.api.fields import ID, LastDayIn, Made, Text
from services.events.tasks_desk import Errand, TaskDesk
from services.events.tasks_queries import TaskSaid, open_tasks, tasks_of
from services.kernel.inputs import Day
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/tasks")

TaskInPath = Annotated[UUID, Path(title="Aufgabe", examples=[ID])]


class ErrandIn(BaseModel):
    """What is to be done, until when and by whom."""

    model_config = ConfigDict(extra="forbid", title="Was zu tun ist")

    what: Text = Field(title="Was zu tun ist", examples=["Plakate drucken lassen"])
    due: Day | None = Field(default=None, title="Bis")
    staff_id: UUID | None = Field(default=None, title="Wer aus dem Team")
    partner_id: UUID | None = Field(default=None, title="Oder welcher Partner")

    @property
    def errand(self) -> Errand:
        return Errand(what=self.what, due=self.due, staff_id=self.staff_id, partner_id=self.partner_id)


class TaskIn(ErrandIn):
    """A new task, and what it belongs to."""

    model_config = ConfigDict(extra="forbid", title="Aufgabe")

    of: TaskOf = Field(title="Gehört zu", examples=["event"])
    of_id: UUID = Field(title="Gehört zu (Verweis)", examples=[ID])


class TaskOut(BaseModel):
    """A task as it stands."""

    model_config = ConfigDict(title="Aufgabe mit Stand")

    task_id: UUID = Field(title="Aufgabe")
    of: TaskOf = Field(title="Gehört zu")
    of_id: UUID = Field(title="Gehört zu (Verweis)")
    what: str | None = Field(title="Was zu tun ist")
    due: date | None = Field(title="Bis")
    staff_id: UUID | None = Field(title="Wer aus dem Team")
    partner_id: UUID | None = Field(title="Welcher Partner")
    state: Literal["open", "done", "dropped"] = Field(title="Stand")
    done_on: date | None = Field(title="Erledigt am")


def desk_of(asking: Writer, service: Service) -> TaskDesk:
    return TaskDesk(service, asking.district)


Tasks = Annotated[TaskDesk, Depends(desk_of)]


@router.post("", summary="Aufgabe stellen", **COMMAND)
def set_task(body: TaskIn, context: Asked, desk: Tasks) -> Made:
    made = desk.set_task(body.of, body.of_id, body.errand, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("", summary="Alles, was zu tun ist", **READING)
def all_open(asking: Reader, service: Service) -> list[TaskOut]:
    return [_shown(each) for each in open_tasks(service, asking.district)]


@router.get("/of/{of_id}", summary="Aufgaben einer Veranstaltung, Sitzung oder Maßnahme", **READING)
def all_of(
    of_id: Annotated[UUID, Path(title="Gehört zu", examples=[ID])], asking: Reader, service: Service
) -> list[TaskOut]:
    return [_shown(each) for each in tasks_of(service, asking.district, of_id)]


@router.post("/{task}/details", summary="Aufgabe berichtigen", **COMMAND)
def correct_task(task: TaskInPath, body: ErrandIn, context: Asked, desk: Tasks) -> Recorded:
    return Recorded(position=desk.correct_task(task, body.errand, context).position)


@router.post("/{task}/done", summary="Aufgabe als erledigt melden", **COMMAND)
def finish_task(task: TaskInPath, body: LastDayIn, context: Asked, desk: Tasks) -> Recorded:
    return Recorded(position=desk.finish_task(task, body.day, context).position)


@router.post("/{task}/dropping", summary="Aufgabe streichen", **COMMAND)
def drop_task(task: TaskInPath, _body: NothingIn, context: Asked, desk: Tasks) -> Recorded:
    return Recorded(position=desk.drop_task(task, context).position)


def _shown(said: TaskSaid) -> TaskOut:
    task = said.task
    return TaskOut(
        task_id=task.task_id,
        of=task.of,
        of_id=task.of_id,
        what=said.what,
        due=task.due,
        staff_id=task.staff_id,
        partner_id=task.partner_id,
        state=task.state,
        done_on=task.done_on,
    )
