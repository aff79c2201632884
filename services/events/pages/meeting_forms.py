"""Forms about a meeting: calling, moving, answers of members, cancelling. The minutes: ``meeting_minutes``."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.events.api.meetings import AnswerIn, CancellationIn, MeetingIn
from services.events.event_wording import GROUNDS
from services.events.groups_wording import ANSWERS
from services.events.meetings_desk import MeetingsDesk
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.group_forms import name_of, to_group
from services.events.pages.groups_here import (
    GROUPS,
    NAMELESS,
    group_of,
    known_names,
    meeting_of,
    meeting_page,
)
from services.events.texts import words_of
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import weekday

router: Final = APIRouter()

MEETINGS: Final = f"{GROUPS}/{{group}}/sitzungen"
ONE: Final = f"{MEETINGS}/{{meeting}}"


def _plan_fields(_here: Here) -> Sequence[Field]:
    return (
        Field(name="on", title="Am", kind="date"),
        Field(name="starts", title="Beginn", kind="time"),
        Field(name="ends", title="Ende", kind="time", optional=True),
        Field(name="place", title="Ort", optional=True, more={"maxlength": "200"}),
        Field(
            name="agenda",
            title="Tagesordnung",
            kind="area",
            optional=True,
            hint="Jede Zeile ist ein Punkt. Die Nummern (TOP 1, TOP 2 …) kommen von selbst.",
            more={"maxlength": "5000"},
        ),
    )


def _answer_fields(here: Here) -> Sequence[Field]:
    names, meeting = known_names(here), meeting_of(here)
    members = [
        (str(each.partner_id), names.get(each.partner_id, NAMELESS))
        for each in group_of(here).members_on(meeting.on_day)
    ]
    return (
        Field(name="partner_id", title="Mitglied", kind="select", options=members),
        Field(name="answer", title="Antwort", kind="radios", options=list(ANSWERS.items())),
    )


def _planned(here: Here) -> Mapping[str, str]:
    """The meeting as the members know it."""
    meeting = meeting_of(here)
    return {
        "on": str(meeting.on_day),
        "starts": f"{meeting.starts:%H:%M}",
        "ends": "" if meeting.ends is None else f"{meeting.ends:%H:%M}",
        **words_of(here.service, here.district, meeting.agenda_sheet).known,
    }


def _call(here: Here, body: MeetingIn, context: Context) -> Stored:
    made = _desk(here).call(here.named("group"), body.plan, body.texts, context)
    return Stored(made.outcome.position, meeting_page(here.named("group"), made.id))


def _move(here: Here, body: MeetingIn, context: Context) -> Stored:
    return Stored(_desk(here).move(meeting_of(here).meeting_id, body.plan, body.texts, context).position)


def _answer(here: Here, body: AnswerIn, context: Context) -> Stored:
    return Stored(_desk(here).answer(meeting_of(here).meeting_id, body.partner_id, body.answer, context).position)


def _cancel(here: Here, body: CancellationIn, context: Context) -> Stored:
    return Stored(_desk(here).cancel(meeting_of(here).meeting_id, body.grounds, context).position)


def _desk(here: Here) -> MeetingsDesk:
    return MeetingsDesk(here.service, here.district)


def to_meeting(here: Here) -> str:
    return meeting_page(here.named("group"), here.named("meeting"))


def about_meeting(here: Here) -> str:
    meeting = meeting_of(here)
    return f"{group_of(here).name}, {weekday(meeting.day)}"


FORMS: Final = (
    DescribedForm(
        path=f"{MEETINGS}/neu",
        title="Sitzung anlegen",
        button="Sitzung anlegen",
        model=MeetingIn,
        fields=_plan_fields,
        send=_call,
        back=to_group,
        about=name_of,
    ),
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Sitzung ändern",
        button="Änderungen speichern",
        model=MeetingIn,
        fields=_plan_fields,
        send=_move,
        back=to_meeting,
        about=about_meeting,
        typed=_planned,
        remarks=lambda _here: ("Wer den Kalender abonniert hat, sieht die Änderung beim nächsten Abgleich.",),
    ),
    DescribedForm(
        path=f"{ONE}/antwort",
        title="Antwort eintragen",
        button="Antwort speichern",
        model=AnswerIn,
        fields=_answer_fields,
        send=_answer,
        back=to_meeting,
        about=about_meeting,
    ),
    DescribedForm(
        path=f"{ONE}/absage",
        title="Sitzung absagen",
        button="Sitzung absagen",
        model=CancellationIn,
        fields=lambda _here: (Field(name="grounds", title="Warum?", kind="select", options=list(GROUNDS.items())),),
        send=_cancel,
        back=to_meeting,
        about=about_meeting,
        remarks=lambda _here: ("Bitte sagen Sie den Mitgliedern selbst Bescheid: Lotse schreibt ihnen nicht.",),
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
