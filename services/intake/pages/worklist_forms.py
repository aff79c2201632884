"""Forms of the worklist: a new task for an operation, a task that is done, a reminder that needs nothing more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import Response

from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.api.goals import DoneIn
from services.intake.api.reminders import NO_SUCH_REMINDER, settle_reminder
from services.intake.api.tasks import TaskIn, finish_task, set_task
from services.intake.application import Intake
from services.intake.choices_queries import operations, teams
from services.intake.directory import members_of
from services.intake.domain.task import UnknownTask
from services.intake.opening import SERVICE
from services.intake.pages.asking import Sent, WriterHere
from services.intake.pages.worklist import WORKLIST
from services.intake.worklist import find_work
from services.kernel.deciders import RuleViolation
from services.kernel.inputs import KEY_PATTERN
from services.kernel.pages.forms import Filled, blank, filled
from services.kernel.pages.names import names_for
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, FormPage, form_page
from services.kernel.pages.small_form import Field as FormField
from services.kernel.problems import not_found
from services.kernel.requests import Session
from services.kernel.times import today

router: Final = APIRouter(prefix=WORKLIST)

A_WEEK: Final = timedelta(days=7)


class OperationTaskIn(TaskIn):
    """A task about no case."""

    operation: str = Field(pattern=KEY_PATTERN)
    case: None = None


@dataclass(frozen=True, slots=True)
class Here:
    """Who asks, and what answers."""

    request: Request
    asking: Session
    service: Intake


async def here_now(request: Request, asking: WriterHere, service: Service) -> Here:
    return Here(request, asking, service)


HereNow = Annotated[Here, Depends(here_now)]
TaskForm = Annotated[Filled[OperationTaskIn], Depends(filled(OperationTaskIn))]
DoneForm = Annotated[Filled[DoneIn], Depends(filled(DoneIn))]


# --- A new task -------------------------------------------------------------------


@router.get("/aufgaben/neu")
def show_task(here: HereNow) -> Response:
    return _task_page(here, blank())


@router.post("/aufgaben/neu")
def send_task(here: HereNow, context: Sent, form: TaskForm) -> Response:
    """About no case: those are set in the case."""
    if form.model is None:
        return _task_page(here, form, UNPROCESSABLE)
    try:
        answer = set_task(form.model, here.asking, context, here.service)
    except RuleViolation as broken:
        return _task_page(here, form.refused(broken), CONFLICT)
    return see_other(WORKLIST, SERVICE, answer.position)


def _task_page(here: Here, form: Filled[Any], status: int = 200) -> Response:
    page = FormPage(
        title="Neue Aufgabe",
        button="Aufgabe speichern",
        back=WORKLIST,
        remarks=("Aufgaben zu einem Fall stellen Sie in der Fallakte. Bitte nennen Sie hier keine Personen.",),
        fields=(
            FormField(name="text", title="Aufgabe", kind="area"),
            FormField(name="due", title="Bis", kind="date", default=str(today() + A_WEEK)),
            _operation_field(here),
            FormField(
                name="staff",
                title="Zuständig",
                kind="select",
                optional=True,
                options=_colleagues(here),
                empty="niemand Bestimmtes",
            ),
        ),
    )
    return form_page(here.request, page, form, status)


def _operation_field(here: Here) -> FormField:
    options = [(row.operation, row.name) for row in operations(here.service.pool, here.asking.district)]
    only = options[0][0] if len(options) == 1 else ""
    return FormField(name="operation", title="Vorhaben", kind="select", options=options, default=only)


def _colleagues(here: Here) -> Sequence[tuple[str, str]]:
    """Members of a team today whose name the asker may know, by name."""
    pool, district = here.service.pool, here.asking.district
    present = {staff for each in teams(pool, district) for staff in members_of(pool, district, each.team, today())}
    names = names_for(here.request, here.asking)
    return sorted(((str(staff), names[staff]) for staff in present if staff in names), key=lambda option: option[1])


# --- What is done -----------------------------------------------------------------


@router.get("/aufgaben/{item}/erledigt")
@router.get("/erinnerungen/{item}/erledigt")
def show_done(here: HereNow, item: UUID) -> Response:
    return _done_page(here, item, blank())


@router.post("/aufgaben/{item}/erledigt")
def send_task_done(here: HereNow, item: UUID, context: Sent, form: DoneForm) -> Response:
    if form.model is None:
        return _done_page(here, item, form, UNPROCESSABLE)
    try:
        answer = finish_task(item, form.model, here.asking, context, here.service)
    except UnknownTask:
        raise not_found(UnknownTask.title) from None
    except RuleViolation as broken:
        return _done_page(here, item, form.refused(broken), CONFLICT)
    return see_other(WORKLIST, SERVICE, answer.position)


@router.post("/erinnerungen/{item}/erledigt")
def send_reminder_done(here: HereNow, item: UUID, context: Sent, form: DoneForm) -> Response:
    if form.model is None:
        return _done_page(here, item, form, UNPROCESSABLE)
    try:
        answer = settle_reminder(item, form.model, here.asking, context, here.service)
    except RuleViolation as broken:
        return _done_page(here, item, form.refused(broken), CONFLICT)
    return see_other(WORKLIST, SERVICE, answer.position)


def _done_page(here: Here, item: UUID, form: Filled[Any], status: int = 200) -> Response:
    found = find_work(here.service, here.asking.district, access_desk(here.service, here.asking).asker, today(), item)
    if found is None:
        raise not_found(NO_SUCH_REMINDER)
    words = next((text for text in found.texts.values() if text), None)
    page = FormPage(
        title="Als erledigt festhalten",
        button="Erledigt",
        back=WORKLIST,
        remarks=(f"{found.what}: {words}" if words else found.what, found.why),
        fields=(FormField(name="on", title="Am", kind="date", default=str(today()), more={"max": str(today())}),),
    )
    return form_page(here.request, page, form, status)
