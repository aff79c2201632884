"""Opening hours of an offer over HTTP: every week, other hours on one day, and what counts day by day."""

from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.days_of_hours import days_of_hours
from services.contracts.districts import Hours
from services.contracts.hours_text import closes_text, opens_text
from services.kernel.inputs import Day
from services.kernel.problems import FieldError, invalid_input
from services.kernel.requests import only_known
from services.kernel.waiting import awaited
from services.kernel.web import Recorded
from services.referral.api.asking import COMMAND, Asked, Reader, Service
from services.referral.api.directory_desks import Offers
from services.referral.api.directory_fields import OfferInPath
from services.referral.api.hours_in import HoursExceptionIn, OpeningHoursIn
from services.referral.directory import directory
from services.referral.directory_queries import timetable
from services.referral.domain.offer_state import UnknownOffer

router: Final = APIRouter(prefix="/offers/{offer}")
LONGEST: Final = timedelta(days=366)


class OpenTimes(BaseModel):
    """Hours that count on a day."""

    model_config = ConfigDict(title="Geöffnet")

    opens: str = Field(title="Von")
    closes: str = Field(title="Bis")
    kind: str = Field(title="Kontaktart")

    @classmethod
    def of(cls, hours: Hours) -> "OpenTimes":
        return cls(opens=opens_text(hours), closes=closes_text(hours), kind=hours.kind)


class OpenDay(BaseModel):
    """What counts on one day."""

    model_config = ConfigDict(title="Öffnungszeiten eines Tages")

    on: date = Field(title="Am")
    holiday: str | None = Field(title="Gesetzlicher Feiertag in Thüringen")
    hours: list[OpenTimes] = Field(title="Öffnungszeiten")


FirstDay = Annotated[Day, Query(alias="from", title="Erster Tag", examples=["2026-04-01"])]
LastDay = Annotated[Day, Query(alias="to", title="Letzter Tag, höchstens 366 Tage später", examples=["2026-04-30"])]


@router.post("/hours", summary="Öffnungszeiten eines Angebots festlegen", **COMMAND)
def set_opening_hours(offer: OfferInPath, body: OpeningHoursIn, context: Asked, desk: Offers) -> Recorded:
    outcome = desk.set_hours(offer, body.start, body.weekly, context, on_holidays=body.on_holidays)
    return Recorded(position=outcome.position)


@router.post("/exceptions", summary="Öffnungszeiten eines Tages ändern", **COMMAND)
def except_opening_hours(offer: OfferInPath, body: HoursExceptionIn, context: Asked, desk: Offers) -> Recorded:
    return Recorded(position=desk.except_hours(offer, body.on, body.of_day, context).position)


@router.get(
    "/hours",
    summary="Öffnungszeiten eines Angebots, Tag für Tag",
    dependencies=[Depends(awaited), Depends(only_known("from", "to"))],
)
def opening_hours_of_offer(
    offer: OfferInPath, asking: Reader, service: Service, first: FirstDay, last: LastDay
) -> list[OpenDay]:
    """Wöchentliche Öffnungszeiten ohne gesetzliche Feiertage; Ausnahmen gehen vor."""
    if not timedelta(0) <= last - first <= LONGEST:
        raise invalid_input([FieldError("to", f"Bitte einen Tag bis {LONGEST.days} Tage nach dem ersten angeben.")])
    entry = directory(service.pool, asking.district).offers.get(offer)
    if entry is None:
        raise UnknownOffer
    of = timetable(service.pool, asking.district, offer, entry.last_day)
    return [
        OpenDay(on=day.on, holiday=day.holiday, hours=[OpenTimes.of(each) for each in day.hours])
        for day in days_of_hours(of, first, last)
    ]
