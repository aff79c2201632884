"""Forms about one record of hours: corrected, or taken back."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter
from pydantic import Field as Given

from services.events.api.asking import NothingIn
from services.events.domain.volunteering import UnknownRecord
from services.events.hours import in_hours, short_hours
from services.events.opening import SERVICE
from services.events.pages.asking import Here
from services.events.pages.hours_form import LOOKS, MOST_PERSONS, AboutHoursIn, Minutes, about_fields
from services.events.pages.volunteers_here import HELPED, HOURS, volunteer_with
from services.events.volunteering_desk import VolunteeringDesk
from services.events.volunteering_queries import VolunteeringEntry, record
from services.events.volunteers_queries import helpers
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day as written_day
from services.kernel.problems import not_found

router: Final = APIRouter()

ONE: Final = f"{HOURS}/{{record}}"


class HoursOfOneIn(AboutHoursIn):
    """One record anew; of whom it is stays as it is."""

    minutes: Minutes
    persons: int = Given(default=1, ge=1, le=MOST_PERSONS)


def _record(here: Here) -> VolunteeringEntry:
    """The record in the address. Raises a Problem (404)."""
    found = record(here.service.pool, here.district, here.named("record"))
    if found is None:
        raise not_found(UnknownRecord.title)
    return found


def _fields(here: Here) -> Sequence[Field]:
    persons = Field(name="persons", title="Personen", kind="number", default="1", more={"min": "1"})
    engagements, known = helpers(here.service.pool, here.district).engagements, _record(here)
    return (
        *about_fields(here.service, here.district, engagements.values(), known.event_id),
        Field(name="minutes", title="Stunden, alle zusammen", hint=f"Zum Beispiel {LOOKS}."),
        *(() if known.volunteer_id else (persons,)),
    )


def _nothing(_here: Here) -> Sequence[Field]:
    return ()


def _known(here: Here) -> Mapping[str, str]:
    found = _record(here)
    return {
        "on": str(found.on),
        "engagement_id": str(found.engagement_id or ""),
        "event_id": str(found.event_id or ""),
        "operation": found.operation or "",
        "sozialraum": found.sozialraum or "",
        "minutes": short_hours(found.minutes),
        "persons": str(found.persons),
    }


def _about(here: Here) -> str:
    found = _record(here)
    who = f"{found.persons} Personen"
    if found.volunteer_id is not None:
        who = volunteer_with(here.service, here.district, found.volunteer_id).name
    return f"{who}, {in_hours(found.minutes)} am {written_day(found.on)}"


def _to_hours(here: Here) -> str:
    return f"{HOURS}?tag={_record(here).on}"


def _correct(here: Here, body: HoursOfOneIn, context: Context) -> Stored:
    known = _record(here)
    said = body.given(body.minutes, persons=body.persons, volunteer_id=known.volunteer_id)
    desk = VolunteeringDesk(here.service, here.district)
    outcome = desk.correct(known.record_id, said, context)
    return Stored(outcome.position, f"{HOURS}?tag={body.on}")


def _cancel(here: Here, _body: NothingIn, context: Context) -> Stored:
    back = _to_hours(here)
    return Stored(VolunteeringDesk(here.service, here.district).cancel(here.named("record"), context).position, back)


FORMS: Final = (
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Stunden berichtigen",
        button="Stunden speichern",
        model=HoursOfOneIn,
        fields=_fields,
        send=_correct,
        back=_to_hours,
        about=_about,
        typed=_known,
    ),
    DescribedForm(
        path=f"{ONE}/zuruecknehmen",
        title="Eintrag zurücknehmen",
        button="Zurücknehmen",
        model=NothingIn,
        fields=_nothing,
        send=_cancel,
        back=_to_hours,
        about=_about,
        remarks=lambda _here: ("Der Eintrag zählt danach nirgends mehr.",),
    ),
)
add_forms(router, SERVICE, HELPED, FORMS)
