"""Whom one talks to at a partner, over HTTP. Fachkraft and Koordination only: these are people, not an organisation."""

from datetime import date
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.kernel.web import Recorded
from services.referral.api.asking import COMMAND, READING, Asked, Service, Writer
from services.referral.api.directory_desks import Ties
from services.referral.api.directory_fields import (
    ContactInPath,
    Email,
    LastDayIn,
    Line,
    Made,
    PartnerInPath,
    Phone,
    said,
)
from services.referral.contact_persons import contact_persons

router: Final = APIRouter(prefix="/partners/{partner}/contact-persons")


class ContactIn(BaseModel):
    """Somebody to talk to; what is not sent is not kept."""

    model_config = ConfigDict(extra="forbid", title="Ansprechperson")

    name: Line = Field(title="Name", examples=["Erika Beispiel"])
    task: Line | None = Field(default=None, title="Aufgabe", examples=["Leitung der Beratungsstelle"])
    phone: Phone | None = Field(default=None, title="Telefon", examples=["03628 123456"])
    email: Email | None = Field(default=None, title="E-Mail")

    @property
    def texts(self) -> dict[str, str]:
        return said(name=self.name, task=self.task, phone=self.phone, email=self.email)


class ContactOut(BaseModel):
    """Somebody to talk to."""

    model_config = ConfigDict(title="Ansprechperson im Verzeichnis")

    contact_person_id: UUID = Field(title="Ansprechperson")
    name: str | None = Field(title="Name; „gelöscht“, wenn er gelöscht wurde")
    task: str | None = Field(title="Aufgabe")
    phone: str | None = Field(title="Telefon")
    email: str | None = Field(title="E-Mail")
    last_day: date | None = Field(title="Letzter Tag; null: ist Ansprechperson")


@router.post("", summary="Ansprechperson eines Partners aufnehmen", **COMMAND)
def list_contact(partner: PartnerInPath, body: ContactIn, context: Asked, desk: Ties) -> Made:
    made = desk.list_contact(partner, body.texts, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("", summary="Ansprechpersonen eines Partners", **READING)
def contacts_of_partner(partner: PartnerInPath, asking: Writer, service: Service) -> list[ContactOut]:
    """Auch frühere, mit ihrem letzten Tag."""
    return [
        ContactOut(
            contact_person_id=each.contact_person_id,
            name=each.words.get("name"),
            task=each.words.get("task"),
            phone=each.words.get("phone"),
            email=each.words.get("email"),
            last_day=each.last_day,
        )
        for each in contact_persons(service, asking.district, partner)
    ]


@router.post("/{contact_person}/details", summary="Angaben zu einer Ansprechperson berichtigen", **COMMAND)
def correct_contact(
    partner: PartnerInPath, contact_person: ContactInPath, body: ContactIn, context: Asked, desk: Ties
) -> Recorded:
    return Recorded(position=desk.correct_contact(partner, contact_person, body.texts, context).position)


@router.post("/{contact_person}/delisting", summary="Ansprechperson austragen", **COMMAND)
def delist_contact(
    partner: PartnerInPath, contact_person: ContactInPath, body: LastDayIn, context: Asked, desk: Ties
) -> Recorded:
    return Recorded(position=desk.delist_contact(partner, contact_person, body.day, context).position)
