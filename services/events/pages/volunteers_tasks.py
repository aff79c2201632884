"""Forms about what one volunteer does: taking an engagement, saying yes or no to a sign-up, giving up; certificates."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from fastapi import APIRouter

from services.events.api.asking import NothingIn
from services.events.api.fields import LastDayIn
from services.events.api.volunteer_engagements import CertificateIn, TakingIn
from services.events.opening import SERVICE
from services.events.pages.asking import Here
from services.events.pages.volunteers_here import HELPED, VOLUNTEERS, engagement_of, to_volunteer, volunteer_of
from services.events.volunteers_desk import VolunteersDesk
from services.events.volunteers_queries import helpers
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.times import today

router: Final = APIRouter()

ONE: Final = f"{VOLUNTEERS}/{{volunteer}}"
TASK: Final = f"{ONE}/aufgaben/{{engagement}}"


def _taking_fields(here: Here) -> Sequence[Field]:
    offered = helpers(here.service.pool, here.district).open_engagements(today())
    options = [(str(each.engagement_id), each.title) for each in offered]
    return (
        Field(name="engagement_id", title="Aufgabe", kind="select", options=options),
        Field(name="on", title="Seit", kind="date", default=str(today()), more={"max": str(today())}),
    )


def _last_day(_here: Here) -> Sequence[Field]:
    return (Field(name="on", title="Letzter Tag", kind="date", default=str(today())),)


def _period(_here: Here) -> Sequence[Field]:
    """The year so far; in January the year before."""
    day = today()
    first = (day.replace(day=1) - timedelta(days=1)).replace(month=1, day=1)
    return (
        Field(name="first_day", title="Von", kind="date", default=str(first)),
        Field(name="last_day", title="Bis", kind="date", default=str(day)),
    )


def _nothing(_here: Here) -> Sequence[Field]:
    return ()


def _name(here: Here) -> str:
    return volunteer_of(here).name


def _name_and_task(here: Here) -> str:
    return f"{volunteer_of(here).name}: {engagement_of(here).title}"


def _desk(here: Here) -> VolunteersDesk:
    return VolunteersDesk(here.service, here.district)


def _take(here: Here, body: TakingIn, context: Context) -> Stored:
    on = body.on or today()
    return Stored(_desk(here).take_engagement(here.named("volunteer"), body.engagement_id, on, context).position)


def _confirm(here: Here, _body: NothingIn, context: Context) -> Stored:
    desk, engagement = _desk(here), here.named("engagement")
    outcome = desk.take_engagement(here.named("volunteer"), engagement, today(), context)
    return Stored(outcome.position)


def _leave(here: Here, body: LastDayIn, context: Context) -> Stored:
    outcome = _desk(here).leave_engagement(here.named("volunteer"), here.named("engagement"), body.day, context)
    return Stored(outcome.position)


def _decline(here: Here, _body: NothingIn, context: Context) -> Stored:
    return _leave(here, LastDayIn(on=today()), context)


def _certify(here: Here, body: CertificateIn, context: Context) -> Stored:
    made = _desk(here).issue_certificate(here.named("volunteer"), body.period, context)
    return Stored(made.outcome.position)


FORMS: Final = (
    DescribedForm(
        path=f"{ONE}/aufgabe-uebernehmen",
        title="Aufgabe übernehmen",
        button="Übernimmt die Aufgabe",
        model=TakingIn,
        fields=_taking_fields,
        send=_take,
        back=to_volunteer,
        about=_name,
    ),
    DescribedForm(
        path=f"{TASK}/zusagen",
        title="Zusagen",
        button="Zusagen",
        model=NothingIn,
        fields=_nothing,
        send=_confirm,
        back=to_volunteer,
        about=_name_and_task,
        remarks=lambda _here: ("Bitte rufen Sie die Person an oder schreiben Sie ihr: Lotse sagt ihr nichts.",),
    ),
    DescribedForm(
        path=f"{TASK}/absagen",
        title="Absagen",
        button="Absagen",
        model=NothingIn,
        fields=_nothing,
        send=_decline,
        back=to_volunteer,
        about=_name_and_task,
        remarks=lambda _here: ("Soll auch der Name nicht bleiben, löschen Sie danach Name und Kontakt.",),
    ),
    DescribedForm(
        path=f"{TASK}/abgeben",
        title="Aufgabe abgeben",
        button="Aufgabe abgeben",
        model=LastDayIn,
        fields=_last_day,
        send=_leave,
        back=to_volunteer,
        about=_name_and_task,
    ),
    DescribedForm(
        path=f"{ONE}/bescheinigung",
        title="Bescheinigung ausstellen",
        button="Bescheinigung ausstellen",
        model=CertificateIn,
        fields=_period,
        send=_certify,
        back=to_volunteer,
        about=_name,
        remarks=lambda _here: ("Auf der Bescheinigung steht die Summe der Stunden, die für die Zeit erfasst sind.",),
    ),
)
add_forms(router, SERVICE, HELPED, FORMS)
