"""The form that says that a meeting took place: who was there, guests counted, minutes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter

from services.events.api.meetings import RecordIn
from services.events.groups_wording import ATTENDING
from services.events.meetings_desk import MeetingsDesk
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.groups_here import NAMELESS, group_of, known_names, meeting_of
from services.events.pages.meeting_forms import ONE, about_meeting, to_meeting
from services.events.texts import words_of
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field, Typed
from services.kernel.times import today

router: Final = APIRouter()

# The field of each member: it begins so and ends with the partner's id.
MEMBER: Final = "mitglied_"


def _fields(here: Here) -> Sequence[Field]:
    meeting = meeting_of(here)
    day = min(meeting.day, today())
    return (
        Field(name="on", title="Am", kind="date", default=str(day), more={"max": str(today())}),
        *_member_fields(here, [each.partner_id for each in group_of(here).members_on(day)]),
        Field(name="guests", title="Gäste", kind="number", default="0", more={"min": "0"}, hint="Nur die Zahl."),
        Field(
            name="minutes",
            title="Protokoll",
            kind="area",
            optional=True,
            hint="Was wurde besprochen? Beschlüsse und Aufgaben werden danach einzeln erfasst.",
            more={"maxlength": "5000"},
        ),
    )


def _member_fields(here: Here, members: Sequence[UUID]) -> list[Field]:
    names = known_names(here)
    ordered = sorted(members, key=lambda each: names.get(each, NAMELESS).casefold())
    return [
        Field(
            name=f"{MEMBER}{each.hex}",
            title=names.get(each, NAMELESS),
            kind="radios",
            options=list(ATTENDING.items()),
            optional="open",
        )
        for each in ordered
    ]


def _shape(typed: Typed) -> dict[str, Any]:
    """The model's input: one entry for each member of whom something was said."""
    said = {name: values[-1] for name, values in typed.items()}
    members = [
        {"partner_id": name.removeprefix(MEMBER), "attending": attending}
        for name, attending in said.items()
        if name.startswith(MEMBER)
    ]
    return {name: value for name, value in said.items() if not name.startswith(MEMBER)} | {"members": members}


def _recorded(here: Here) -> Mapping[str, str]:
    """What is known already, to be corrected."""
    meeting = meeting_of(here)
    if meeting.held_on is None:
        return {}
    there = {f"{MEMBER}{each.partner_id.hex}": str(each.attending) for each in meeting.attendance}
    words = words_of(here.service, here.district, meeting.minutes_sheet).known
    return {"on": str(meeting.held_on), "guests": str(meeting.guests), **there, **words}


def _hold(here: Here, body: RecordIn, context: Context) -> Stored:
    desk = MeetingsDesk(here.service, here.district)
    return Stored(desk.hold(meeting_of(here).meeting_id, body.record, body.texts, context).position)


FORMS: Final = (
    DescribedForm(
        path=f"{ONE}/protokoll",
        title="Protokoll",
        button="Protokoll speichern",
        model=RecordIn,
        fields=_fields,
        send=_hold,
        back=to_meeting,
        about=about_meeting,
        typed=_recorded,
        shape=_shape,
        remarks=lambda _here: ("Es wird festgehalten, welche Einrichtung da war, nicht welche Person.",),
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
