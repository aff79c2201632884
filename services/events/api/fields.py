"""What bodies of ``events`` have in common: names, choices, texts, days."""

import re
from collections.abc import Callable, Mapping
from datetime import time
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from services.contracts.names import LONGEST_NAME
from services.contracts.vocabularies import handlungsfelder, target_groups
from services.kernel.inputs import KEY_PATTERN, Day, not_blank
from services.kernel.times import today
from services.kernel.web import Recorded

ID: Final = "00000000-0000-8000-8000-000000006219"
LONGEST_TEXT: Final = 5000
LONGEST_LINE: Final = 200
CLOCK_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::00)?", re.ASCII)
CLOCK_SCHEMA: Final = {"type": "string", "pattern": f"^{CLOCK_TIME.pattern}$", "examples": ["14:00"]}


def one_of(known: Callable[[], Mapping[str, str]]) -> AfterValidator:
    """A key of that vocabulary."""

    def check(value: str) -> str:
        if value not in known():
            raise ValueError(f"Erlaubt sind nur: {', '.join(known())}.")
        return value

    return AfterValidator(check)


def _only_a_clock_time(value: object) -> object:
    """Hours and minutes: pydantic would make times of numbers, and keep a zone that nobody meant."""
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not CLOCK_TIME.fullmatch(value):
        raise ValueError("Eine Uhrzeit wird als SS:MM geschrieben, zum Beispiel 14:00.")
    return value


# Local time, as the clock in Germany shows it.
Clock = Annotated[time, BeforeValidator(_only_a_clock_time), WithJsonSchema(CLOCK_SCHEMA)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(not_blank)]
Line = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE), AfterValidator(not_blank)]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(not_blank)]
Handlungsfeld = Annotated[str, one_of(handlungsfelder), Field(examples=["arbeit"])]
TargetGroup = Annotated[str, one_of(target_groups), Field(examples=["familien"])]
Sozialraum = Annotated[str, Field(min_length=1, max_length=60, examples=["arnstadt"]), AfterValidator(not_blank)]
Operation = Annotated[str, Field(pattern=KEY_PATTERN, examples=["thinka-2022"])]


class Made(Recorded):
    """The answer to a command that made something."""

    model_config = ConfigDict(title="Angelegt")

    id: UUID = Field(title="Verweis auf das, was angelegt wurde", examples=[ID])


class LastDayIn(BaseModel):
    """The last day on which something counts."""

    model_config = ConfigDict(extra="forbid", title="Letzter Tag")

    on: Day | None = Field(default=None, title="Letzter Tag; ohne Angabe heute")

    @property
    def day(self) -> Day:
        return self.on or today()


def said(**texts: str | None) -> dict[str, str]:
    """Field -> words, without those that were not said."""
    return {field: text for field, text in texts.items() if text}
