"""Inputs that several services ask for, with the same rules and German descriptions."""

import re
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import Path, Query
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from services.kernel.times import NotAnInstant, read_known_at
from services.kernel.wording import A_DATE

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
KEY_PATTERN: Final = r"^[a-z][a-z0-9-]{1,30}$"


def not_blank(value: str) -> str:
    """The text without blanks at its ends; raises where nothing is left."""
    if not value.strip():
        raise ValueError("Diese Angabe ist erforderlich.")
    return value.strip()


def _only_a_day(value: object) -> object:
    """No times, no numbers of seconds: pydantic would make days of them."""
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise PydanticCustomError("date_parsing", A_DATE)
    if not isinstance(value, str | date):
        raise PydanticCustomError("date_type", A_DATE)
    return value


def _known_at(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return read_known_at(value)
    except NotAnInstant as refused:
        raise ValueError(str(refused)) from None


AnyDay = Annotated[date, BeforeValidator(_only_a_day)]
# Later and earlier days are typing errors, and arithmetic on them leaves the calendar.
Day = Annotated[AnyDay, Field(ge=FIRST_DAY, le=LAST_DAY, examples=["2026-06-30"])]

OperationInPath = Annotated[str, Path(title="Schlüssel des Vorhabens", pattern=KEY_PATTERN, examples=["thinka-2022"])]
OperationInQuery = Annotated[
    str | None, Query(title="Schlüssel des Vorhabens", pattern=KEY_PATTERN, examples=["thinka-2022"])
]
KnownInstant = Annotated[datetime, BeforeValidator(_known_at)]
KnownAt = Annotated[
    KnownInstant | None,
    Query(
        title="Kenntnisstand",
        description="RFC 3339; ohne Zeitzone gilt Europe/Berlin; nicht in der Zukunft. Ohne Angabe: jetzt.",
        examples=["2026-06-30T12:00:00+02:00"],
    ),
]
