"""Appointments of a case: made, moved, ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter

from services.intake.api import appointments
from services.intake.appointments_queries import AppointmentSeen, appointments_of
from services.intake.contacts_queries import contacts_of
from services.intake.pages.case_choices import site_options, staff_options
from services.intake.pages.case_forms import NO_SUCH_THING, CaseForm, Done, Here, add_forms, done
from services.intake.pages.words import APPOINTMENT_ENDS, options
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day, moment
from services.kernel.problems import not_found
from services.kernel.times import BERLIN

router: Final = APIRouter()

CLASH: Final = "termin-doppelt"
MINUTES: Final = {"min": "1", "max": "1440", "inputmode": "numeric"}
LATEST_CONTACTS: Final = 10


def _fields(here: Here, starts: datetime | None = None, minutes: int = 45, **known: str) -> Sequence[Field]:
    begins = "" if starts is None else starts.astimezone(BERLIN).strftime("%Y-%m-%dT%H:%M")
    return (
        Field(name="starts", title="Beginn", kind="datetime-local", default=begins),
        Field(name="minutes", title="Dauer in Minuten", kind="number", default=str(minutes), more=MINUTES),
        Field(
            name="staff",
            title="Mit",
            kind="select",
            optional=True,
            options=staff_options(here),
            default=known.get("staff", here.asking.caller.actor),
            empty="niemand Bestimmtes",
            null_if_empty=True,
        ),
        Field(
            name="site",
            title="Standort",
            kind="select",
            optional=True,
            options=site_options(here.service, here.district),
            default=known.get("site", ""),
            empty="an keinem Standort",
        ),
        Field(name="note", title="Worum es geht", kind="area", optional=True, default=known.get("note", "")),
    )


def _agreed(here: Here) -> AppointmentSeen:
    """The appointment as it was agreed last. Raises a Problem (404)."""
    appointment = here.named("appointment")
    for each in appointments_of(here.service, here.district, here.case):
        if each.appointment == appointment:
            return each
    raise not_found(NO_SUCH_THING)


def _fields_as_agreed(here: Here) -> Sequence[Field]:
    """Moving replaces what was agreed as a whole."""
    now = _agreed(here)
    return _fields(
        here, now.starts, now.minutes, staff=str(now.staff or ""), site=str(now.site or ""), note=now.note or ""
    )


def _which(here: Here) -> Sequence[str]:
    return [f"Termin am {moment(_agreed(here).starts)}"]


def _end_fields(here: Here) -> Sequence[Field]:
    newest = contacts_of(here.service, here.district, here.case, LATEST_CONTACTS)
    contacts = [(str(each.contact_id), f"Kontakt vom {day(each.date)}") for each in newest]
    return (
        Field(name="end", title="Ausgang", kind="radios", options=options(APPOINTMENT_ENDS)),
        Field(
            name="contact",
            title="Kontakt, der daraus wurde",
            kind="select",
            optional=True,
            options=contacts,
            empty="keiner",
            hint="Nur wenn der Termin wahrgenommen wurde.",
        ),
    )


def _make(here: Here, body: appointments.AppointmentIn, context: Context) -> Done:
    fixed = appointments.make_appointment(here.on_desk, body, here.asking, context)
    return Done(fixed.position, (CLASH,) if fixed.warnings else ())


def _move(here: Here, body: appointments.AppointmentIn, context: Context) -> Done:
    fixed = appointments.move_appointment(here.on_desk, here.named("appointment"), body, here.asking, context)
    return Done(fixed.position, (CLASH,) if fixed.warnings else ())


def _end(here: Here, body: appointments.AppointmentEndIn, context: Context) -> Done:
    return done(appointments.end_appointment(here.on_desk, here.named("appointment"), body, context))


def _form(**of: Any) -> CaseForm:
    return CaseForm(anchor="termine", **of)


FORMS: Final = (
    _form(
        path="termine/neu",
        title="Termin vereinbaren",
        button="Termin speichern",
        model=appointments.AppointmentIn,
        fields=_fields,
        send=_make,
    ),
    _form(
        path="termine/{appointment}/verschieben",
        title="Termin verschieben",
        button="Termin verschieben",
        model=appointments.AppointmentIn,
        remarks=_which,
        fields=_fields_as_agreed,
        send=_move,
    ),
    _form(
        path="termine/{appointment}/ausgang",
        title="Ausgang des Termins",
        button="Ausgang speichern",
        model=appointments.AppointmentEndIn,
        remarks=_which,
        fields=_end_fields,
        send=_end,
    ),
)
add_forms(router, FORMS)
