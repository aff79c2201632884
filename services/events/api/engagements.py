"""Engagements over HTTP: what help is looked for, corrected, closed, and what there is."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from services.events.api.asking import COMMAND, READING, Asked, Reader, Service
from services.events.api.fields import ID, LastDayIn, Made, Name, Operation, Sozialraum, Text, said
from services.events.api.volunteer_desks import Engagements
from services.events.domain.engagement import EngagementDetails
from services.events.volunteers_queries import helpers
from services.events.volunteers_words import descriptions
from services.kernel.inputs import Day
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/engagements")

MOST_NEEDED: Final = 10_000
EngagementInPath = Annotated[UUID, Path(title="Aufgabe", examples=[ID])]


class EngagementIn(BaseModel):
    """What is to be done; what is not sent is not kept."""

    model_config = ConfigDict(extra="forbid", title="Aufgabe für Ehrenamtliche")

    title: Name = Field(title="Aufgabe", examples=["Hausaufgabenhilfe"])
    sozialraeume: list[Sozialraum] = Field(default=[], title="Sozialräume", max_length=100)
    needed: int | None = Field(default=None, title="Gesuchte Personen", ge=1, le=MOST_NEEDED)
    first_day: Day | None = Field(default=None, title="Ab")
    last_day: Day | None = Field(default=None, title="Bis")
    event_id: UUID | None = Field(default=None, title="Veranstaltung")
    operation: Operation | None = Field(default=None, title="Vorhaben")
    public: bool = Field(default=False, title="Öffentlich, mit Anmeldung")
    description: Text | None = Field(default=None, title="Beschreibung")

    @property
    def details(self) -> EngagementDetails:
        return EngagementDetails(
            title=self.title,
            sozialraeume=tuple(self.sozialraeume),
            needed=self.needed,
            first_day=self.first_day,
            last_day=self.last_day,
            event_id=self.event_id,
            operation=self.operation,
            public=self.public,
        )

    @property
    def texts(self) -> dict[str, str]:
        return said(description=self.description)


class EngagementOut(BaseModel):
    """Help that is looked for, or was."""

    model_config = ConfigDict(title="Aufgabe")

    engagement_id: UUID = Field(title="Aufgabe (Verweis)")
    title: str = Field(title="Aufgabe")
    sozialraeume: list[str] = Field(title="Sozialräume")
    needed: int | None = Field(title="Gesuchte Personen")
    first_day: date | None = Field(title="Ab")
    last_day: date | None = Field(title="Bis")
    event_id: UUID | None = Field(title="Veranstaltung")
    operation: str | None = Field(title="Vorhaben")
    public: bool = Field(title="Öffentlich, mit Anmeldung")
    closed_on: date | None = Field(title="Niemand mehr gesucht seit; null: noch gesucht")
    description: str | None = Field(title="Beschreibung")
    taken: int = Field(title="Helfende mit Zusage")
    waiting: int = Field(title="Anmeldungen ohne Antwort")


@router.post("", summary="Ehrenamtliche suchen", **COMMAND)
def offer_engagement(body: EngagementIn, context: Asked, desk: Engagements) -> Made:
    made = desk.offer(body.details, body.texts, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("", summary="Aufgaben für Ehrenamtliche", **READING)
def all_engagements(asking: Reader, service: Service) -> list[EngagementOut]:
    """Nach Titel; auch solche, für die niemand mehr gesucht wird."""
    known = helpers(service.pool, asking.district)
    words = descriptions(service, asking.district, known.engagements.values())
    return [
        EngagementOut.model_validate(
            asdict(each)
            | {
                "description": words.get(key),
                "taken": sum(taken.confirmed for taken in known.takers_of(key)),
                "waiting": sum(not taken.confirmed for taken in known.takers_of(key)),
            }
        )
        for key, each in known.engagements.items()
    ]


@router.post("/{engagement}/details", summary="Aufgabe berichtigen", **COMMAND)
def correct_engagement(engagement: EngagementInPath, body: EngagementIn, context: Asked, desk: Engagements) -> Recorded:
    """Alle Angaben auf einmal: Was nicht genannt wird, gilt nicht mehr."""
    return Recorded(position=desk.correct(engagement, body.details, body.texts, context).position)


@router.post("/{engagement}/closing", summary="Niemanden mehr suchen", **COMMAND)
def close_engagement(engagement: EngagementInPath, body: LastDayIn, context: Asked, desk: Engagements) -> Recorded:
    return Recorded(position=desk.close(engagement, body.day, context).position)
