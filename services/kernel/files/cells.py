"""One cell of a table: its text, and the values that any file writes alike."""

import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Final

iso_date: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
german_date: Final = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")
unwritable: Final = re.compile("[\x00\ud800-\udfff]")


class CellRefused(ValueError):
    """The text of a cell is no value of its column; the message is the rule in German."""


def text(cell: str) -> str:
    """Any text that can be written down again."""
    if unwritable.search(cell):
        raise CellRefused("Die Zelle enthält unlesbare Zeichen.")
    return cell


def day(cell: str) -> date:
    """``YYYY-MM-DD`` or ``TT.MM.JJJJ``."""
    try:
        if iso := iso_date.fullmatch(cell):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if german := german_date.fullmatch(cell):
            return date(int(german[3]), int(german[2]), int(german[1]))
    except ValueError:
        raise CellRefused("Dieses Datum gibt es nicht.") from None
    raise CellRefused("Ein Datum wird als JJJJ-MM-TT oder TT.MM.JJJJ geschrieben.")


def one_of(values: Collection[str]) -> Callable[[str], str]:
    """A reader that takes exactly these values."""
    rule = f"Erlaubt sind: {', '.join(values)}."

    def read(cell: str) -> str:
        if cell not in values:
            raise CellRefused(rule)
        return cell

    return read
