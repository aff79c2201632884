"""Texts, ids and times as the bodies of several subjects take them."""

import re
from datetime import datetime
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from services.kernel.inputs import not_blank
from services.kernel.wording import A_TIME

LONGEST_TEXT: Final = 2000
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2199
MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}.*", re.ASCII)


def _moment(value: object) -> object:
    """No numbers of seconds, and no years whose neighbours are off the calendar."""
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        raise PydanticCustomError("datetime_parsing", A_TIME)
    try:
        given = datetime.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("datetime_parsing", A_TIME) from None
    if not FIRST_YEAR <= given.year <= LAST_YEAR:
        raise PydanticCustomError("datetime_parsing", A_TIME)
    return given


Words = Annotated[str, AfterValidator(not_blank), Field(min_length=1, max_length=LONGEST_TEXT)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
