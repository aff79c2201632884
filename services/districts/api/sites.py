"""Sites and their office hours."""

from datetime import date, timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts.days_of_hours import days_of_hours
from services.contracts.districts import Hours, SiteKind
from services.contracts.hours_text import CLOSES_PATTERN, OPENS_PATTERN, USUAL_KIND, closes_text, hours_of, opens_text
from services.contracts.vocabularies import contact_kinds
from services.districts import place_queries
from services.districts.api.asking import (
    COMMAND,
    READ,
    Anybody,
    Asked,
    Id,
    LastDayIn,
    Made,
    Name,
    Operator,
    Service,
    SiteInPath,
)
from services.districts.domain.site import UnknownSite
from services.districts.places_desk import PlacesDesk, SiteDetails
from services.kernel.inputs import Day, not_blank
from services.kernel.problems import FieldError, invalid_input
from services.kernel.requests import only_known
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter()
LONGEST: Final = timedelta(days=366)
MOST_HOURS: Final = 100


def known_kind(value: str) -> str:
    if value not in contact_kinds():
        raise ValueError(f"Erlaubt sind nur: {', '.join(contact_kinds())}.")
    return value


class TimesIn(BaseModel):
    """From when to when, local time; 24:00 is midnight at the day's end."""

    model_config = ConfigDict(extra="forbid", title="Uhrzeiten")

    opens: str = Field(title="Von", pattern=OPENS_PATTERN, examples=["09:00"])
    closes: str = Field(title="Bis", pattern=CLOSES_PATTERN, examples=["12:00"])
    kind: Annotated[str, AfterValidator(known_kind)] = Field(
        default=USUAL_KIND, title="Kontaktart", examples=[USUAL_KIND]
    )


class HoursIn(TimesIn):
    """Hours on one weekday."""

    model_config = ConfigDict(extra="forbid", title="Sprechzeit")

    weekday: int = Field(title="Wochentag; 1 ist Montag", ge=1, le=7, examples=[2])


class DetailsIn(BaseModel):
    """What is known of a site."""

    model_config = ConfigDict(extra="forbid", title="Angaben zum Standort")

    name: Name = Field(title="Name", examples=["KOMPASS Arnstadt"])
    sozialraum: Annotated[str, AfterValidator(not_blank)] = Field(
        title="Sozialraum", min_length=1, max_length=100, examples=["arnstadt"]
    )
    kind: SiteKind = Field(title="Art", examples=["office"])
    address: str | None = Field(default=None, title="Anschrift", max_length=200, examples=["Marktstraße 1, Arnstadt"])

    @property
    def details(self) -> SiteDetails:
        return SiteDetails(name=self.name, sozialraum=self.sozialraum, kind=self.kind, address=self.address)


class SiteIn(DetailsIn):
    """A site to open."""

    model_config = ConfigDict(extra="forbid", title="Neuer Standort")

    traeger_id: Id = Field(title="Träger")


class OfficeHoursIn(BaseModel):
    """The weekly hours from a day on, all of them."""

    model_config = ConfigDict(extra="forbid", title="Sprechzeiten")

    start: Day = Field(title="Ab", examples=["2026-01-01"])
    hours: list[HoursIn] = Field(title="Sprechzeiten", max_length=MOST_HOURS)
    on_holidays: bool = Field(default=False, title="Auch an Feiertagen")


class ExceptionIn(BaseModel):
    """Other hours on one day; none: closed."""

    model_config = ConfigDict(extra="forbid", title="Ausnahme")

    on: Day = Field(title="Am", examples=["2026-12-24"])
    hours: list[TimesIn] = Field(default=[], title="Sprechzeiten an diesem Tag", max_length=MOST_HOURS)


class Site(BaseModel):
    """A site of a Träger."""

    model_config = ConfigDict(from_attributes=True, title="Standort")

    site_id: UUID = Field(title="Standort")
    traeger_id: UUID = Field(title="Träger")
    name: str = Field(title="Name")
    sozialraum: str = Field(title="Sozialraum")
    kind: SiteKind = Field(title="Art")
    address: str | None = Field(title="Anschrift")
    last_day: date | None = Field(title="Letzter Tag; null: offen")


class Times(BaseModel):
    """Hours that count on a day."""

    model_config = ConfigDict(title="Uhrzeiten")

    opens: str = Field(title="Von")
    closes: str = Field(title="Bis")
    kind: str = Field(title="Kontaktart")


class DayOfHours(BaseModel):
    """What counts at a site on one day."""

    model_config = ConfigDict(title="Sprechzeiten eines Tages")

    on: date = Field(title="Am")
    holiday: str | None = Field(title="Gesetzlicher Feiertag in Thüringen")
    hours: list[Times] = Field(title="Sprechzeiten")


FirstDay = Annotated[Day, Query(alias="from", title="Erster Tag", examples=["2026-04-01"])]
LastDay = Annotated[Day, Query(alias="to", title="Letzter Tag, höchstens 366 Tage später", examples=["2026-04-30"])]


@router.post("/sites", summary="Standort eröffnen", **COMMAND)
def open_site(body: SiteIn, asking: Operator, context: Asked, service: Service) -> Made:
    made = PlacesDesk(service, asking.district).open_site(body.traeger_id, body.details, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("/sites", summary="Standorte des Landkreises", **READ)
def list_sites(asking: Anybody, service: Service) -> list[Site]:
    return [Site.model_validate(row) for row in place_queries.site_list(service.pool, asking.district)]


@router.post("/sites/{site_id}/details", summary="Angaben zum Standort berichtigen", **COMMAND)
def correct_site(site_id: SiteInPath, body: DetailsIn, asking: Operator, context: Asked, service: Service) -> Recorded:
    outcome = PlacesDesk(service, asking.district).correct_site(site_id, body.details, context)
    return Recorded(position=outcome.position)


@router.post("/sites/{site_id}/closing", summary="Standort schließen", **COMMAND)
def close_site(site_id: SiteInPath, body: LastDayIn, asking: Operator, context: Asked, service: Service) -> Recorded:
    outcome = PlacesDesk(service, asking.district).close_site(site_id, body.on, context)
    return Recorded(position=outcome.position)


@router.post("/sites/{site_id}/hours", summary="Sprechzeiten festlegen", **COMMAND)
def set_hours(site_id: SiteInPath, body: OfficeHoursIn, asking: Operator, context: Asked, service: Service) -> Recorded:
    hours = tuple(_hours(each, each.weekday) for each in body.hours)
    desk = PlacesDesk(service, asking.district)
    outcome = desk.set_hours(site_id, body.start, hours, context, on_holidays=body.on_holidays)
    return Recorded(position=outcome.position)


@router.post("/sites/{site_id}/exceptions", summary="Sprechzeiten eines Tages ändern", **COMMAND)
def except_hours(
    site_id: SiteInPath, body: ExceptionIn, asking: Operator, context: Asked, service: Service
) -> Recorded:
    hours = tuple(_hours(each, body.on.isoweekday()) for each in body.hours)
    outcome = PlacesDesk(service, asking.district).except_hours(site_id, body.on, hours, context)
    return Recorded(position=outcome.position)


@router.get(
    "/sites/{site_id}/hours",
    summary="Sprechzeiten eines Standorts, Tag für Tag",
    dependencies=[Depends(awaited), Depends(only_known("from", "to"))],
)
def hours_of_site(
    site_id: SiteInPath, asking: Anybody, service: Service, first: FirstDay, last: LastDay
) -> list[DayOfHours]:
    """Wöchentliche Sprechzeiten ohne gesetzliche Feiertage; Ausnahmen gehen vor."""
    if not timedelta(0) <= last - first <= LONGEST:
        raise invalid_input([FieldError("to", f"Bitte einen Tag bis {LONGEST.days} Tage nach dem ersten angeben.")])
    known = place_queries.timetable(service.pool, asking.district, site_id)
    if known is None:
        raise UnknownSite
    return [
        DayOfHours(on=day.on, holiday=day.holiday, hours=[_times(each) for each in day.hours])
        for day in days_of_hours(known, first, last)
    ]


def _hours(times: TimesIn, weekday: int) -> Hours:
    return hours_of(weekday, times.opens, times.closes, times.kind)


def _times(hours: Hours) -> Times:
    return Times(opens=opens_text(hours), closes=closes_text(hours), kind=hours.kind)
