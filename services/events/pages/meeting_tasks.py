"""Forms about tasks of a meeting: who does what until when; and that it is done."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.events.api.fields import Line
from services.events.domain.task import UnknownTask
from services.events.known import listed_partners, staff_of
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.groups_here import meeting_of, to_choose
from services.events.pages.meeting_forms import ONE, about_meeting, to_meeting
from services.events.tasks_desk import Errand, TaskDesk
from services.events.tasks_queries import TaskSaid, tasks_of
from services.kernel.deciders import Context
from services.kernel.inputs import Day
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.names import names_for
from services.kernel.pages.small_form import Field as Shown
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()


class MeetingTaskIn(BaseModel):
    """What is to be done, until when, by somebody of the team or by a partner."""

    model_config = ConfigDict(extra="forbid")

    what: Line
    due: Day | None = None
    staff_id: UUID | None = None
    partner_id: UUID | None = None

    @property
    def errand(self) -> Errand:
        return Errand(what=self.what, due=self.due, staff_id=self.staff_id, partner_id=self.partner_id)


class DoneIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    on: Day = Field(default_factory=today)


def _fields(here: Here) -> Sequence[Shown]:
    names, day = names_for(here.request, here.asking), today()
    staff = [(str(each), names[each]) for each in staff_of(here.service.pool, here.district, day) if each in names]
    partners = to_choose(listed_partners(here.service.pool, here.district, day))
    return (
        Shown(name="what", title="Was ist zu tun?", more={"maxlength": "200"}),
        Shown(name="due", title="Bis", kind="date", optional=True),
        Shown(
            name="staff_id",
            title="Wer im Team?",
            kind="select",
            optional=True,
            options=sorted(staff, key=lambda each: each[1].casefold()),
            empty="niemand",
        ),
        Shown(
            name="partner_id",
            title="Welcher Partner?",
            kind="select",
            optional=True,
            options=partners,
            empty="keiner",
        ),
    )


def _set(here: Here, body: MeetingTaskIn, context: Context) -> Stored:
    made = _desk(here).set_task("meeting", meeting_of(here).meeting_id, body.errand, context)
    return Stored(made.outcome.position)


def _finish(here: Here, body: DoneIn, context: Context) -> Stored:
    return Stored(_desk(here).finish_task(_task_of(here).task.task_id, body.on, context).position)


def _desk(here: Here) -> TaskDesk:
    return TaskDesk(here.service, here.district)


def _task_of(here: Here) -> TaskSaid:
    """The task in the address, of the meeting in the address. Raises a Problem (404)."""
    of_meeting = tasks_of(here.service, here.district, meeting_of(here).meeting_id)
    found = next((each for each in of_meeting if each.task.task_id == here.named("task")), None)
    if found is None:
        raise not_found(UnknownTask.title)
    return found


FORMS: Final = (
    DescribedForm(
        path=f"{ONE}/aufgaben/neu",
        title="Aufgabe anlegen",
        button="Aufgabe anlegen",
        model=MeetingTaskIn,
        fields=_fields,
        send=_set,
        back=to_meeting,
        about=about_meeting,
    ),
    DescribedForm(
        path=f"{ONE}/aufgaben/{{task}}/erledigt",
        title="Aufgabe ist erledigt",
        button="Erledigt",
        model=DoneIn,
        fields=lambda _here: (Shown(name="on", title="Am", kind="date", default=str(today())),),
        send=_finish,
        back=to_meeting,
        about=lambda here: _task_of(here).what,
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
