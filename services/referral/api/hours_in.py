"""Opening hours as bodies carry them."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from services.contracts.districts import Hours
from services.contracts.hours_text import CLOSES_PATTERN, OPENS_PATTERN, USUAL_KIND, hours_of
from services.contracts.vocabularies import contact_kinds
from services.kernel.inputs import Day
from services.referral.api.directory_fields import one_of

MOST_HOURS: Final = 100


class TimesIn(BaseModel):
    """From when to when, local time; 24:00 is midnight at the day's end."""

    model_config = ConfigDict(extra="forbid", title="Öffnungszeit")

    opens: str = Field(title="Von", pattern=OPENS_PATTERN, examples=["09:00"])
    closes: str = Field(title="Bis", pattern=CLOSES_PATTERN, examples=["12:00"])
    kind: Annotated[str, one_of(contact_kinds)] = Field(default=USUAL_KIND, title="Kontaktart", examples=[USUAL_KIND])

    def on(self, weekday: int) -> Hours:
        return hours_of(weekday, self.opens, self.closes, self.kind)


class HoursIn(TimesIn):
    """Hours on one weekday."""

    model_config = ConfigDict(extra="forbid", title="Öffnungszeit an einem Wochentag")

    weekday: int = Field(title="Wochentag; 1 ist Montag", ge=1, le=7, examples=[2])


class OpeningHoursIn(BaseModel):
    """The weekly hours from a day on, all of them."""

    model_config = ConfigDict(extra="forbid", title="Öffnungszeiten")

    start: Day = Field(title="Ab", examples=["2026-01-01"])
    hours: list[HoursIn] = Field(title="Öffnungszeiten", max_length=MOST_HOURS)
    on_holidays: bool = Field(default=False, title="Auch an Feiertagen")

    @property
    def weekly(self) -> tuple[Hours, ...]:
        return tuple(each.on(each.weekday) for each in self.hours)


class HoursExceptionIn(BaseModel):
    """Other hours on one day; none: closed."""

    model_config = ConfigDict(extra="forbid", title="Ausnahme von den Öffnungszeiten")

    on: Day = Field(title="Am", examples=["2026-12-24"])
    hours: list[TimesIn] = Field(default=[], title="Öffnungszeiten an diesem Tag", max_length=MOST_HOURS)

    @property
    def of_day(self) -> tuple[Hours, ...]:
        return tuple(each.on(self.on.isoweekday()) for each in self.hours)
