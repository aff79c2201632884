"""How lists are asked for page by page."""

from typing import Annotated, Final

from fastapi import Query

from services.intake.paging import PLACE, NoPlace, Place, read_place
from services.kernel.problems import FieldError, invalid_input

LONGEST_PAGE: Final = 200

After = Annotated[
    str | None,
    Query(
        title="Nach dieser Zeile; steht in next der Seite davor",
        pattern=PLACE,
        examples=["2026-03-02~00000000-0000-8000-8000-000000000006"],
    ),
]
Limit = Annotated[int, Query(title="Zeilen je Seite", ge=1, le=LONGEST_PAGE)]


def page(after: str | None, limit: int) -> tuple[Place | None, int]:
    """Where the page begins, and how long it is; raises a Problem (422)."""
    try:
        return read_place(after), limit
    except NoPlace:
        raise invalid_input([FieldError("after", "Diese Stelle steht auf keiner Seite der Liste.")]) from None
