"""Time that was given, over HTTP: recorded, corrected, taken back; records and sums of a period."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.events.api.asking import COMMAND, Asked, NothingIn, Reader, Service
from services.events.api.fields import ID, Made, Operation, Sozialraum
from services.events.api.volunteer_desks import TimeDesk
from services.events.domain.volunteering import VolunteeringDetails
from services.events.volunteering_queries import Period, records, time_given
from services.kernel.inputs import Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/volunteering")

MOST_MINUTES: Final = 10_000_000
MOST_PERSONS: Final = 10_000
IN_PERIOD: Final = [Depends(only_known("from", "to")), Depends(awaited)]
RecordInPath = Annotated[UUID, Path(title="Eintrag", examples=[ID])]


class VolunteeringIn(BaseModel):
    """Time of one volunteer, or of so many persons together; ``minutes`` is the sum over all."""

    model_config = ConfigDict(extra="forbid", title="Ehrenamtliche Zeit")

    on: Day | None = Field(default=None, title="Am; ohne Angabe heute")
    minutes: int = Field(title="Minuten, alle Personen zusammen", ge=1, le=MOST_MINUTES)
    persons: int = Field(default=1, title="Personen", ge=1, le=MOST_PERSONS)
    volunteer_id: UUID | None = Field(default=None, title="Ehrenamtliche (Verweis)")
    engagement_id: UUID | None = Field(default=None, title="Aufgabe (Verweis)")
    event_id: UUID | None = Field(default=None, title="Veranstaltung (Verweis)")
    operation: Operation | None = Field(default=None, title="Vorhaben")
    sozialraum: Sozialraum | None = Field(default=None, title="Sozialraum")

    @property
    def details(self) -> VolunteeringDetails:
        return VolunteeringDetails(**(self.model_dump() | {"on": self.on or today()}))


class VolunteeringOut(BaseModel):
    """A record that counts."""

    model_config = ConfigDict(from_attributes=True, title="Eintrag")

    record_id: UUID = Field(title="Eintrag (Verweis)")
    on: date = Field(title="Am")
    minutes: int = Field(title="Minuten, alle Personen zusammen")
    persons: int = Field(title="Personen")
    volunteer_id: UUID | None = Field(title="Ehrenamtliche (Verweis)")
    engagement_id: UUID | None = Field(title="Aufgabe (Verweis)")
    event_id: UUID | None = Field(title="Veranstaltung (Verweis)")
    operation: str | None = Field(title="Vorhaben")
    sozialraum: str | None = Field(title="Sozialraum")


class TimeGivenOut(BaseModel):
    """Sums of a period; no names."""

    model_config = ConfigDict(title="Ehrenamtliche Zeit im Zeitraum")

    minutes: int = Field(title="Minuten, alle zusammen")
    by_engagement: dict[UUID, int] = Field(title="Minuten nach Aufgabe, soweit eine genannt ist")


def period(
    first: Annotated[Day, Query(alias="from", title="Von")], last: Annotated[Day, Query(alias="to", title="Bis")]
) -> Period:
    return Period(first, last)


InPeriod = Annotated[Period, Depends(period)]


@router.post("", summary="Stunden erfassen", **COMMAND)
def record_volunteering(body: VolunteeringIn, context: Asked, desk: TimeDesk) -> Made:
    made = desk.record(body.details, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("", summary="Erfasste Stunden", dependencies=IN_PERIOD)
def all_volunteering(asking: Reader, service: Service, wished: InPeriod) -> list[VolunteeringOut]:
    """Eines Zeitraums, neueste zuerst; ohne Namen."""
    return [VolunteeringOut.model_validate(each) for each in records(service.pool, asking.district, wished)]


@router.get("/sums", summary="Summe der Stunden", dependencies=IN_PERIOD)
def sums(asking: Reader, service: Service, wished: InPeriod) -> TimeGivenOut:
    found = time_given(service.pool, asking.district, wished)
    return TimeGivenOut(minutes=found.total, by_engagement=dict(found.by_engagement))


@router.post("/{record}/details", summary="Eintrag berichtigen", **COMMAND)
def correct_volunteering(record: RecordInPath, body: VolunteeringIn, context: Asked, desk: TimeDesk) -> Recorded:
    """Alle Angaben auf einmal: Was nicht genannt wird, gilt nicht mehr."""
    return Recorded(position=desk.correct(record, body.details, context).position)


@router.post("/{record}/cancellation", summary="Eintrag zurücknehmen", **COMMAND)
def cancel_volunteering(record: RecordInPath, _body: NothingIn, context: Asked, desk: TimeDesk) -> Recorded:
    return Recorded(position=desk.cancel(record, context).position)
