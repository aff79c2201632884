"""Office hours as one writes them into a form: ``09:00-12:00, 14:00-18:00 telefon``, a line a weekday."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from services.contracts.vocabularies import contact_kinds
from services.districts.api import sites
from services.districts.hours_text import HoursUnreadable, closes_text, opens_text, read_hours
from services.kernel.inputs import Day
from services.kernel.times import today

MOST_A_DAY: Final = sites.MOST_HOURS // 7


def _times(value: object) -> object:
    """``09:00-12:00, 14:00-18:00 telefon`` -> the times; raises ValueError in German."""
    return [_one(part.strip()) for part in str(value).replace("–", "-").split(",") if part.strip()]


def _one(text: str) -> Mapping[str, str]:
    found = read_hours(text, today())
    if found.kind not in contact_kinds():
        raise HoursUnreadable(f"„{found.kind}“ ist keine Kontaktart. Möglich: {', '.join(contact_kinds())}.")
    return {"opens": opens_text(found), "closes": closes_text(found), "kind": found.kind}


def as_written(given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Each line as a text, although a list is made of it."""
    return {name: values[-1] for name, values in given.items()}


Times = Annotated[list[sites.TimesIn], BeforeValidator(_times), Field(max_length=MOST_A_DAY)]


class WeekIn(BaseModel):
    """The weekly hours, a line a weekday; the names are the weekdays."""

    model_config = ConfigDict(extra="forbid")

    start: Day
    on_holidays: bool = False
    Mo: Times = []
    Di: Times = []
    Mi: Times = []
    Do: Times = []
    Fr: Times = []
    Sa: Times = []
    So: Times = []

    @property
    def hours(self) -> list[sites.HoursIn]:
        lines = enumerate((self.Mo, self.Di, self.Mi, self.Do, self.Fr, self.Sa, self.So), start=1)
        return [sites.HoursIn(weekday=day, **dict(each)) for day, line in lines for each in line]


class DayIn(BaseModel):
    """The hours of one day."""

    model_config = ConfigDict(extra="forbid")

    on: Day
    hours: Times = []
