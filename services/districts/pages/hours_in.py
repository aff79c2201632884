"""Office hours as one writes them into a form: ``09:00-12:00, 14:00-18:00 telefon``, a line a weekday."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from services.contracts.hours_text import closes_text, opens_text, read_line
from services.districts.api import sites
from services.kernel.inputs import Day

MOST_A_DAY: Final = sites.MOST_HOURS // 7


def _times(value: object) -> object:
    """``09:00-12:00, 14:00-18:00 telefon`` -> the times, of whichever weekday; raises ValueError in German."""
    return [
        {"opens": opens_text(each), "closes": closes_text(each), "kind": each.kind} for each in read_line(str(value), 1)
    ]


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
