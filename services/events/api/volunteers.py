"""Volunteers over HTTP: enlisted, corrected, gone, erased; and who there is, for those who may know it."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.words import Provenance
from services.contracts.vocabularies import languages
from services.events.api.asking import COMMAND, READING, Asked, NothingIn, Service
from services.events.api.contact_fields import Email, Phone
from services.events.api.fields import ID, LastDayIn, Made, Name, Sozialraum, Text, one_of, said
from services.events.api.volunteer_desks import Helped, Volunteers
from services.events.domain.volunteer_enlisting import VolunteerDetails
from services.events.domain.volunteer_state import UnknownVolunteer
from services.events.volunteers_queries import TakenEntry, helpers
from services.events.volunteers_words import NamedVolunteer, named
from services.kernel.inputs import Day
from services.kernel.times import today
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/volunteers")

VolunteerInPath = Annotated[UUID, Path(title="Ehrenamtliche", examples=[ID])]
Language = Annotated[str, one_of(languages), Field(examples=["de"])]


class VolunteerIn(BaseModel):
    """Who wants to help; what is not sent is not kept."""

    model_config = ConfigDict(extra="forbid", title="Ehrenamtliche")

    name: Name = Field(title="Name", examples=["Erika Beispiel"])
    phone: Phone | None = Field(default=None, title="Telefon")
    email: Email | None = Field(default=None, title="E-Mail")
    note: Text | None = Field(default=None, title="Notiz")
    on: Day | None = Field(default=None, title="Dabei seit; ohne Angabe heute")
    provenance: Provenance = Field(default="staff", title="Von wem")
    sozialraeume: list[Sozialraum] = Field(default=[], title="Sozialräume", max_length=100)
    languages: list[Language] = Field(default=[], title="Sprachen", max_length=100)

    @property
    def details(self) -> VolunteerDetails:
        return VolunteerDetails(
            on=self.on or today(),
            provenance=self.provenance,
            sozialraeume=tuple(self.sozialraeume),
            languages=tuple(self.languages),
        )

    @property
    def texts(self) -> dict[str, str]:
        return said(name=self.name, phone=self.phone, email=self.email, note=self.note)


class TakenOut(BaseModel):
    """What somebody does."""

    model_config = ConfigDict(from_attributes=True, title="Übernommene Aufgabe")

    engagement_id: UUID = Field(title="Aufgabe (Verweis)")
    on: date = Field(title="Seit")
    confirmed: bool = Field(title="Zugesagt; false: Anmeldung ohne Antwort")


class VolunteerOut(BaseModel):
    """Somebody who helps, or helped."""

    model_config = ConfigDict(title="Ehrenamtliche")

    volunteer_id: UUID = Field(title="Ehrenamtliche (Verweis)")
    name: str = Field(title="Name; „gelöscht“, wenn er gelöscht wurde")
    phone: str | None = Field(title="Telefon")
    email: str | None = Field(title="E-Mail")
    note: str | None = Field(title="Notiz")
    on: date = Field(title="Dabei seit")
    provenance: Provenance = Field(title="Von wem")
    sozialraeume: list[str] = Field(title="Sozialräume")
    languages: list[str] = Field(title="Sprachen")
    last_day: date | None = Field(title="Letzter Tag; null: hilft mit")
    erased_on: date | None = Field(title="Name und Kontakt gelöscht am")
    engagements: list[TakenOut] = Field(title="Aufgaben")


@router.post("", summary="Ehrenamtliche aufnehmen", **COMMAND)
def enlist_volunteer(body: VolunteerIn, context: Asked, desk: Volunteers) -> Made:
    made = desk.enlist(body.details, body.texts, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("", summary="Ehrenamtliche des Landkreises", **READING)
def all_volunteers(asking: Helped, service: Service) -> list[VolunteerOut]:
    """Nach Namen; wer nicht mehr mithilft, steht am Ende."""
    known = helpers(service.pool, asking.district)
    return [
        _out(each, known.taken_by(each.entry.volunteer_id))
        for each in named(service, asking.district, known.volunteers.values())
    ]


@router.get("/{volunteer}", summary="Eine Ehrenamtliche, ein Ehrenamtlicher", **READING)
def one_volunteer(volunteer: VolunteerInPath, asking: Helped, service: Service) -> VolunteerOut:
    known = helpers(service.pool, asking.district)
    entry = known.volunteers.get(volunteer)
    if entry is None:
        raise UnknownVolunteer
    (found,) = named(service, asking.district, [entry])
    return _out(found, known.taken_by(volunteer))


@router.post("/{volunteer}/details", summary="Angaben berichtigen", **COMMAND)
def correct_volunteer(volunteer: VolunteerInPath, body: VolunteerIn, context: Asked, desk: Volunteers) -> Recorded:
    """Alle Angaben auf einmal: Was nicht genannt wird, gilt nicht mehr."""
    return Recorded(position=desk.correct(volunteer, body.details, body.texts, context).position)


@router.post("/{volunteer}/leaving", summary="Hilft nicht mehr mit", **COMMAND)
def leave_volunteering(volunteer: VolunteerInPath, body: LastDayIn, context: Asked, desk: Volunteers) -> Recorded:
    return Recorded(position=desk.leave(volunteer, body.day, context).position)


@router.post("/{volunteer}/return", summary="Hilft wieder mit", **COMMAND)
def return_volunteer(volunteer: VolunteerInPath, body: VolunteerIn, context: Asked, desk: Volunteers) -> Recorded:
    return Recorded(position=desk.enlist_again(volunteer, body.details, body.texts, context).position)


@router.post("/{volunteer}/erasure", summary="Name und Kontakt löschen", **COMMAND)
def erase_volunteer(volunteer: VolunteerInPath, _body: NothingIn, context: Asked, desk: Volunteers) -> Recorded:
    """Für immer: Der Schlüssel wird vernichtet. Die Stunden bleiben, ohne Namen."""
    return Recorded(position=desk.erase(volunteer, context).position)


def _out(volunteer: NamedVolunteer, taken: list[TakenEntry]) -> VolunteerOut:
    said_of = {field: volunteer.words.get(field) for field in ("phone", "email", "note")}
    engagements = [TakenOut.model_validate(each) for each in taken]
    return VolunteerOut.model_validate(
        asdict(volunteer.entry) | said_of | {"name": volunteer.name, "engagements": engagements}
    )
