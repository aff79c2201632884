"""Registrations over HTTP, as the team takes them by telephone and gives them back."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from services.events.api.asking import COMMAND, READING, Asked, NothingIn, Reader, Service, Writer
from services.events.api.contact_fields import Email, Phone
from services.events.api.events import EventInPath
from services.events.api.fields import ID, Line, Made, said
from services.events.calendar_queries import entry_of
from services.events.domain.event_state import UnknownEvent
from services.events.registrations_desk import RegistrationsDesk, forgotten_on
from services.events.registrations_queries import registrations_said
from services.kernel.web import Recorded

router: Final = APIRouter()
OF_EVENT: Final = "/events/{event}/registrations"


class RegistrationIn(BaseModel):
    """Who registers, and how many come; how somebody is reached is asked for changes only."""

    model_config = ConfigDict(extra="forbid", title="Anmeldung")

    persons: Annotated[int, Field(ge=1, le=20)] = Field(default=1, title="Personen")
    name: Line = Field(title="Name", examples=["Erika Beispiel"])
    phone: Phone | None = Field(default=None, title="Telefon")
    email: Email | None = Field(default=None, title="E-Mail")

    @property
    def texts(self) -> dict[str, str]:
        return said(name=self.name, phone=self.phone, email=self.email)


class RegisteredOut(Made):
    """Whether there was a place, and the code that gives it back."""

    model_config = ConfigDict(title="Angemeldet")

    has_place: bool = Field(title="Mit Platz; sonst auf der Warteliste")
    code: str = Field(title="Code zum Zurückgeben")


class RegistrationOut(BaseModel):
    """A registration that counts."""

    model_config = ConfigDict(title="Anmeldung mit Stand")

    registration_id: UUID = Field(title="Anmeldung")
    persons: int = Field(title="Personen")
    has_place: bool = Field(title="Mit Platz; sonst auf der Warteliste")
    name: str | None = Field(title="Name; „gelöscht“, wenn er gelöscht wurde")
    phone: str | None = Field(title="Telefon")
    email: str | None = Field(title="E-Mail")


class Forgotten(BaseModel):
    """How many registrations have no contact details any more."""

    model_config = ConfigDict(title="Gelöscht")

    registrations: int = Field(title="Anmeldungen ohne Kontaktdaten")


def desk_of(asking: Writer, service: Service) -> RegistrationsDesk:
    return RegistrationsDesk(service, asking.district)


Desk = Annotated[RegistrationsDesk, Depends(desk_of)]


@router.post(OF_EVENT, summary="Jemanden anmelden", **COMMAND)
def request_place(event: EventInPath, body: RegistrationIn, context: Asked, desk: Desk) -> RegisteredOut:
    found = desk.request_place(event, body.persons, body.texts, context)
    made = found.made
    return RegisteredOut(id=made.id, position=made.outcome.position, has_place=found.has_place, code=found.code)


@router.get(OF_EVENT, summary="Anmeldungen einer Veranstaltung", **READING)
def registrations(event: EventInPath, asking: Reader, service: Service) -> list[RegistrationOut]:
    """In der Reihenfolge, in der Plätze vergeben werden."""
    entry = entry_of(service.pool, asking.district, event)
    if entry is None:
        raise UnknownEvent
    return [
        RegistrationOut(
            registration_id=each.registration.registration_id,
            persons=each.registration.persons,
            has_place=each.has_place,
            name=each.words.get("name"),
            phone=each.words.get("phone"),
            email=each.words.get("email"),
        )
        for each in registrations_said(service, asking.district, event, entry.capacity)
    ]


@router.post(f"{OF_EVENT}/{{registration}}/release", summary="Platz zurückgeben", **COMMAND)
def release_place(
    event: EventInPath,
    registration: Annotated[UUID, Path(title="Anmeldung", examples=[ID])],
    _body: NothingIn,
    context: Asked,
    desk: Desk,
) -> Recorded:
    """Name und Kontakt werden sofort gelöscht."""
    return Recorded(position=desk.release_place(event, registration, context).position)


@router.post(f"{OF_EVENT}/forgetting", summary="Kontaktdaten einer Veranstaltung löschen", **COMMAND)
def forget_registrations(event: EventInPath, _body: NothingIn, desk: Desk, service: Service) -> Forgotten:
    """Frühestens 30 Tage nach der Veranstaltung; davor wird nichts gelöscht."""
    entry = entry_of(service.pool, desk.district, event)
    if entry is None:
        raise UnknownEvent
    return Forgotten(registrations=desk.forget_registrations(event, forgotten_on(entry.last_day)))


@router.post("/registrations/forgetting", summary="Kontaktdaten aller vergangenen Veranstaltungen löschen", **COMMAND)
def forget_old_registrations(_body: NothingIn, desk: Desk) -> Forgotten:
    return Forgotten(registrations=desk.forget_old_registrations())
