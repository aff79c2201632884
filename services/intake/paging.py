"""Paging by key: the page after the last row seen, whatever was added or taken away meanwhile."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

PLACE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in a list that is newest first: its day, then its id."""

    day: date
    key: UUID

    def __str__(self) -> str:
        return f"{self.day}~{self.key}"


class NoPlace(ValueError):
    """A text that no page gave out."""


def read_place(text: str | None) -> Place | None:
    """The place behind ``after``; raises NoPlace."""
    if text is None:
        return None
    if not re.fullmatch(PLACE, text):
        raise NoPlace(text)
    day, _, key = text.partition("~")
    try:
        return Place(date.fromisoformat(day), UUID(key))
    except ValueError:
        raise NoPlace(text) from None
