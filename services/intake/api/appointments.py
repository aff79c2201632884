"""Appointments over HTTP: make, move, end; those of a case, and the calendar of whoever asks."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.intake import AppointmentEnd
from services.intake.api.access import CASE_EXAMPLE, CaseReader, Fachkraft
from services.intake.api.asking import COMMAND, Asked, Service
from services.intake.api.cases import STAFF_EXAMPLE
from services.intake.api.contact_forms import SITE_EXAMPLE
from services.intake.api.contacts import CONTACT_EXAMPLE
from services.intake.api.on_desk import OnDesk
from services.intake.api.texts import Moment, Words
from services.intake.appointments_desk import AppointmentDesk, Fixed, Wanted
from services.intake.appointments_queries import calendar, shown_appointments
from services.intake.directory import staff_id_of
from services.intake.domain.appointment import LONGEST
from services.kernel.inputs import Day
from services.kernel.problems import FieldError, invalid_input
from services.kernel.requests import Session, only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter()

APPOINTMENT_EXAMPLE: Final = "00000000-0000-8000-8000-000000006204"
LONGEST_SPAN: Final = 366  # days of one calendar
AppointmentInPath = Annotated[UUID, Path(title="Termin", examples=[APPOINTMENT_EXAMPLE])]


class AppointmentIn(BaseModel):
    """A time with somebody, somewhere."""

    model_config = ConfigDict(extra="forbid", title="Termin")

    starts: Moment = Field(
        title="Beginn; ohne Zeitzone gilt Europe/Berlin", examples=["2026-03-09T14:00:00", "2026-03-09T14:00:00+01:00"]
    )
    minutes: int = Field(title="Dauer in Minuten", ge=1, le=LONGEST, examples=[45])
    staff: UUID | None = Field(default=None, title="Mit; ohne Angabe: wer fragt", examples=[STAFF_EXAMPLE])
    site: UUID | None = Field(default=None, title="Standort", examples=[SITE_EXAMPLE])
    note: Words | None = Field(default=None, title="Notiz")


class AppointmentEndIn(BaseModel):
    """Whether it took place."""

    model_config = ConfigDict(extra="forbid", title="Ausgang eines Termins")

    end: AppointmentEnd = Field(title="Ausgang", examples=["kept"])
    contact: UUID | None = Field(default=None, title="Kontakt, der daraus wurde", examples=[CONTACT_EXAMPLE])


class AppointmentFixed(Recorded):
    """The appointment's id, and what else is at that time."""

    model_config = ConfigDict(title="Termin vereinbart")

    appointment: UUID = Field(title="Termin", examples=[APPOINTMENT_EXAMPLE])
    warnings: list[str] = Field(title="Hinweise: andere Termine zur selben Zeit")


class CalendarEntry(BaseModel):
    """An appointment without what it is about."""

    model_config = ConfigDict(title="Termin im Kalender")

    appointment: UUID = Field(title="Termin", examples=[APPOINTMENT_EXAMPLE])
    case_id: UUID = Field(title="Fall", examples=[CASE_EXAMPLE])
    starts: datetime = Field(title="Beginn, Ortszeit in Deutschland")
    ends: datetime = Field(title="Ende, Ortszeit in Deutschland")
    staff: UUID | None = Field(title="Mit")
    site: UUID | None = Field(title="Standort")
    end: AppointmentEnd | None = Field(title="Ausgang; null: noch nicht erfasst")


class AppointmentOut(CalendarEntry):
    """An appointment of a case."""

    model_config = ConfigDict(title="Termin des Falls")

    contact: UUID | None = Field(title="Kontakt, der daraus wurde")
    note: str | None = Field(title="Notiz")


@router.post("/cases/{case}/appointments", summary="Termin vereinbaren", **COMMAND)
def make_appointment(case: OnDesk, body: AppointmentIn, asking: Fachkraft, context: Asked) -> AppointmentFixed:
    return _fixed(AppointmentDesk(case).make(_wanted(body, asking), context))


@router.post("/cases/{case}/appointments/{appointment}/move", summary="Termin verschieben", **COMMAND)
def move_appointment(
    case: OnDesk, appointment: AppointmentInPath, body: AppointmentIn, asking: Fachkraft, context: Asked
) -> AppointmentFixed:
    return _fixed(AppointmentDesk(case).move(appointment, _wanted(body, asking), context))


@router.post("/cases/{case}/appointments/{appointment}/end", summary="Ausgang eines Termins erfassen", **COMMAND)
def end_appointment(case: OnDesk, appointment: AppointmentInPath, body: AppointmentEndIn, context: Asked) -> Recorded:
    return Recorded(position=AppointmentDesk(case).end(appointment, body.end, body.contact, context).position)


@router.get(
    "/cases/{case}/appointments",
    summary="Termine des Falls",
    dependencies=[Depends(awaited), Depends(only_known())],
)
def case_appointments(case: CaseReader, asking: Fachkraft, service: Service) -> list[AppointmentOut]:
    return [AppointmentOut.model_validate(each) for each in shown_appointments(service, asking.district, case)]


@router.get(
    "/appointments",
    summary="Meine Termine",
    dependencies=[Depends(awaited), Depends(only_known("from", "to"))],
)
def my_appointments(
    asking: Fachkraft,
    service: Service,
    first: Annotated[Day | None, Query(alias="from", title="Erster Tag; ohne Angabe heute")] = None,
    last: Annotated[Day | None, Query(alias="to", title="Letzter Tag; ohne Angabe der erste Tag")] = None,
) -> list[CalendarEntry]:
    """Tage in Deutschland; höchstens ein Jahr auf einmal."""
    start = first or today()
    end = last or start
    if not 0 <= (end - start).days < LONGEST_SPAN:
        raise invalid_input([FieldError("to", f"Bitte höchstens {LONGEST_SPAN} Tage, nicht vor dem ersten.")])
    staff = staff_id_of(asking.caller.actor)
    entries = [] if staff is None else calendar(service, asking.district, staff, (start, end))
    return [CalendarEntry.model_validate(each) for each in entries]


def _wanted(body: AppointmentIn, asking: Session) -> Wanted:
    mine = staff_id_of(asking.caller.actor)
    staff = body.staff if "staff" in body.model_fields_set else mine
    return Wanted(starts=body.starts, minutes=body.minutes, staff=staff, site=body.site, note=body.note)


def _fixed(fixed: Fixed) -> AppointmentFixed:
    return AppointmentFixed(position=fixed.outcome.position, appointment=fixed.id, warnings=list(fixed.clashes))
