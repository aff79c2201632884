"""Work in a case: tasks set and done, reminders settled."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from fastapi import APIRouter

from services.intake.api import goals, reminders, tasks
from services.intake.casework_sections import work_in_the_case
from services.intake.pages.case_choices import staff_options
from services.intake.pages.case_forms import CaseForm, Done, Here, add_forms, done
from services.intake.pages.common_fields import on_day
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()

A_WEEK: Final = timedelta(days=7)
NO_SUCH_WORK: Final = "Diese Aufgabe ist erledigt, oder es gibt sie in diesem Fall nicht."


def _task_fields(here: Here) -> Sequence[Field]:
    return (
        Field(name="text", title="Aufgabe", kind="area"),
        Field(name="due", title="Bis", kind="date", default=str(today() + A_WEEK)),
        Field(
            name="staff",
            title="Zuständig",
            kind="select",
            optional=True,
            options=staff_options(here),
            default=here.asking.caller.actor,
            empty="das Team",
        ),
    )


def _which(here: Here) -> Sequence[str]:
    """What is to be done. Raises a Problem (404) for work of other cases, and for what is done."""
    wanted = str(here.named("work"))
    for each in work_in_the_case(here.service, here.district, here.case):
        if each["id"] == wanted:
            return [f"{each['what']}: {each['text']}" if each["text"] else str(each["what"]), str(each["why"])]
    raise not_found(NO_SUCH_WORK)


def _set(here: Here, body: tasks.TaskIn, context: Context) -> Done:
    of_the_case = body.model_copy(update={"case": here.case, "operation": None})
    return done(tasks.set_task(of_the_case, here.asking, context, here.service))


def _finish(here: Here, body: goals.DoneIn, context: Context) -> Done:
    return done(tasks.finish_task(here.named("work"), body, here.asking, context, here.service))


def _settle(here: Here, body: goals.DoneIn, context: Context) -> Done:
    return done(reminders.settle_reminder(here.named("work"), body, here.asking, context, here.service))


def _form(**of: Any) -> CaseForm:
    return CaseForm(anchor="aufgaben", **of)


FORMS: Final = (
    _form(
        path="aufgaben/neu",
        title="Aufgabe stellen",
        button="Aufgabe speichern",
        model=tasks.TaskIn,
        fields=_task_fields,
        send=_set,
    ),
    _form(
        path="aufgaben/{work}/erledigt",
        title="Aufgabe ist erledigt",
        button="Erledigt",
        model=goals.DoneIn,
        remarks=_which,
        fields=lambda _: (on_day(),),
        send=_finish,
    ),
    _form(
        path="erinnerungen/{work}/erledigt",
        title="Erinnerung ist erledigt",
        button="Erledigt",
        model=goals.DoneIn,
        remarks=_which,
        fields=lambda _: (on_day(),),
        send=_settle,
    ),
)
add_forms(router, FORMS)
