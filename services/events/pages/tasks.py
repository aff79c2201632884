"""*Aufgaben* of an event, a meeting or a measure: forms that lead back to its page."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.contracts.events import TaskSet
from services.events.api.asking import NothingIn
from services.events.api.fields import LastDayIn
from services.events.api.tasks import ErrandIn
from services.events.domain.task import UnknownTask
from services.events.known import listed_partners
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.tasks_homes import home_of, page_of, task_home_of
from services.events.tasks_desk import TASK_FIELDS, TaskDesk
from services.events.texts import Sheet, words_of
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.names import names_for
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()


def _fields(here: Here) -> Sequence[Field]:
    people = sorted(names_for(here.request, here.asking).items(), key=lambda each: each[1].casefold())
    partners = listed_partners(here.service.pool, here.district, today()).values()
    return (
        Field(name="what", title="Was ist zu tun?", kind="area", more={"maxlength": "2000"}),
        Field(name="due", title="Bis wann?", kind="date", optional=True),
        Field(
            name="staff_id",
            title="Wer aus dem Team?",
            kind="select",
            optional=True,
            options=[(str(key), name) for key, name in people],
            empty="noch niemand",
        ),
        Field(
            name="partner_id",
            title="Oder welcher Partner?",
            kind="select",
            optional=True,
            options=[(str(each.partner_id), each.name) for each in partners],
            empty="keiner",
        ),
    )


def _task(here: Here) -> TaskSet:
    """The task in the address. Raises a Problem (404)."""
    found = TaskDesk(here.service, here.district).task(here.named("task")).task
    if found is None:
        raise not_found(UnknownTask.title)
    return found


def _home(here: Here) -> str:
    task = _task(here)
    return page_of(here, task.of, task.of_id)


def _new_home(here: Here) -> str:
    return home_of(here).page(here, here.named("of_id"))


def _words(here: Here) -> str | None:
    task = _task(here)
    return words_of(here.service, here.district, Sheet(task.task_id, task.details_id, TASK_FIELDS)).get("what")


def _typed(here: Here) -> Mapping[str, str]:
    task = _task(here)
    words = words_of(here.service, here.district, Sheet(task.task_id, task.details_id, TASK_FIELDS)).known
    said = {"due": task.due, "staff_id": task.staff_id, "partner_id": task.partner_id}
    return {**words, **{name: str(value) for name, value in said.items() if value is not None}}


def _set(here: Here, body: ErrandIn, context: Context) -> Stored:
    desk = TaskDesk(here.service, here.district)
    made = desk.set_task(task_home_of(here), here.named("of_id"), body.errand, context)
    return Stored(made.outcome.position)


def _correct(here: Here, body: ErrandIn, context: Context) -> Stored:
    return Stored(TaskDesk(here.service, here.district).correct_task(here.named("task"), body.errand, context).position)


def _finish(here: Here, body: LastDayIn, context: Context) -> Stored:
    return Stored(TaskDesk(here.service, here.district).finish_task(here.named("task"), body.day, context).position)


def _drop(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(TaskDesk(here.service, here.district).drop_task(here.named("task"), context).position)


FORMS: Final = (
    DescribedForm(
        path="/aufgaben/{home}/{of_id}/neu",
        title="Aufgabe stellen",
        button="Aufgabe speichern",
        model=ErrandIn,
        fields=_fields,
        send=_set,
        back=_new_home,
    ),
    DescribedForm(
        path="/aufgaben/{task}/angaben",
        title="Aufgabe berichtigen",
        button="Angaben speichern",
        model=ErrandIn,
        fields=_fields,
        send=_correct,
        back=_home,
        typed=_typed,
    ),
    DescribedForm(
        path="/aufgaben/{task}/erledigt",
        title="Aufgabe erledigt",
        button="Als erledigt speichern",
        model=LastDayIn,
        fields=lambda _here: (
            Field(name="on", title="Erledigt am", kind="date", default=str(today()), more={"max": str(today())}),
        ),
        send=_finish,
        back=_home,
        about=_words,
    ),
    DescribedForm(
        path="/aufgaben/{task}/streichen",
        title="Aufgabe streichen",
        button="Streichen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_drop,
        back=_home,
        about=_words,
        remarks=lambda _here: ("Die Aufgabe steht danach nicht mehr auf der Seite.",),
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
