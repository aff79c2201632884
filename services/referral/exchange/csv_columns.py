"""The columns of the two tables of a directory: partners with their places, and offers. German headers are read too.

Several values of a cell are separated by ``|``; keys are those of the vocabularies.
"""

import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

from services.contracts.districts import Hours
from services.contracts.hours_text import HoursUnreadable, read_hours
from services.contracts.referral import Accessibility, Capacity, Cost
from services.contracts.vocabularies import handlungsfelder, languages, partner_kinds, target_groups
from services.kernel.files.cells import CellRefused, day, one_of, text

Sheet = Literal["partners", "offers"]
SHEETS: Final[tuple[Sheet, ...]] = get_args(Sheet)
SEPARATOR: Final = "|"
LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 10_000
YES_NO: Final = ("ja", "nein")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the German header, and what its cells may hold."""

    name: str
    german: str
    read: Callable[[str], Any]
    required: bool = False


def short(cell: str) -> str:
    """A name: one line."""
    line = " ".join(text(cell).split())
    if len(line) > LONGEST_NAME:
        raise CellRefused(f"Der Text darf höchstens {LONGEST_NAME} Zeichen haben.")
    return line


def long(cell: str) -> str:
    if len(cell) > LONGEST_TEXT:
        raise CellRefused(f"Der Text darf höchstens {LONGEST_TEXT} Zeichen haben.")
    return text(cell)


def several(cell: str) -> tuple[str, ...]:
    """Names in any order, each once."""
    return tuple(dict.fromkeys(short(part.strip()) for part in cell.split(SEPARATOR) if part.strip()))


def keys_of(known: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    """A reader that takes only these keys."""

    def read(cell: str) -> tuple[str, ...]:
        keys = several(cell)
        if not all(key in known for key in keys):
            raise CellRefused(f"Erlaubt sind, getrennt durch {SEPARATOR}: {', '.join(known)}.")
        return keys

    return read


def number(cell: str) -> float:
    """With a point or a German comma."""
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise CellRefused("Eine Koordinate ist eine Zahl, zum Beispiel 50,98.")
    return value


def yes_no(cell: str) -> bool:
    if cell not in YES_NO:
        raise CellRefused("Erlaubt sind: ja, nein.")
    return cell == "ja"


def weekly_hours(cell: str) -> tuple[Hours, ...]:
    """``Mo 09:00-12:00|Do 14:00-18:00 telefon``."""
    try:
        return tuple(read_hours(part) for part in cell.split(SEPARATOR) if part.strip())
    except HoursUnreadable as unreadable:
        raise CellRefused(str(unreadable)) from None


ACCESSIBLE: Final = keys_of(get_args(Accessibility))
PARTNERS: Final = (
    Column("id", "Kennung", short),
    Column("name", "Einrichtung", short, required=True),
    Column("kind", "Partnerart", one_of(partner_kinds())),
    Column("description", "Beschreibung", long),
    Column("phone", "Telefon", short),
    Column("email", "E-Mail", short),
    Column("website", "Webseite", short),
    Column("public", "Öffentlich", yes_no),
    Column("takes_mail", "Vermittlung per E-Mail", yes_no),
    Column("assured_on", "Bestätigt am", day),
    Column("place_id", "Kennung des Ortes", short),
    Column("place", "Ort der Einrichtung", short),
    Column("street", "Straße", short),
    Column("postcode", "Postleitzahl", short),
    Column("city", "Ort", short),
    Column("sozialraum", "Sozialraum", short),
    Column("latitude", "Breite", number),
    Column("longitude", "Länge", number),
    Column("accessibility", "Barrierefreiheit", ACCESSIBLE),
)
OFFERS: Final = (
    Column("id", "Kennung", short),
    Column("partner", "Einrichtung", short, required=True),
    Column("name", "Angebot", short, required=True),
    Column("description", "Beschreibung", long),
    Column("topics", "Themen", several),
    Column("handlungsfelder", "Handlungsfelder", keys_of(handlungsfelder())),
    Column("target_groups", "Zielgruppen", keys_of(target_groups())),
    Column("sozialraeume", "Sozialräume", several),
    Column("languages", "Sprachen", keys_of(languages())),
    Column("accessibility", "Barrierefreiheit", ACCESSIBLE),
    Column("cost", "Kosten", one_of(get_args(Cost))),
    Column("cost_note", "Hinweis zu den Kosten", long),
    Column("requirements", "Voraussetzungen", long),
    Column("places", "Orte", several),
    Column("capacity", "Aufnahme", one_of(get_args(Capacity))),
    Column("capacity_on", "Stand der Aufnahme", day),
    Column("capacity_until", "Aufnahme voraussichtlich bis", day),
    Column("hours", "Öffnungszeiten", weekly_hours),
    Column("hours_from", "Öffnungszeiten ab", day),
    Column("on_holidays", "Auch an Feiertagen", yes_no),
    Column("assured_on", "Bestätigt am", day),
)
COLUMNS: Final[Mapping[Sheet, tuple[Column, ...]]] = {"partners": PARTNERS, "offers": OFFERS}


def column_of(sheet: Sheet, header: str) -> Column | None:
    """The column behind a header, whatever its capitals, blanks, hyphens or underscores."""
    return _BY_NAME[sheet].get(_bare(header))


def written(value: object) -> str:
    """A value as a cell holds it; the inverse of its column's reader."""
    match value:
        case None:
            return ""
        case bool():
            return YES_NO[0] if value else YES_NO[1]
        case date():
            return value.isoformat()
        case tuple():
            return SEPARATOR.join(str(each) for each in value)
        case _:
            return str(value)


def _bare(header: str) -> str:
    return re.sub(r"[\W_]+", "", header.casefold())


_BY_NAME: Final[Mapping[Sheet, Mapping[str, Column]]] = {
    sheet: {_bare(name): column for column in known for name in (column.name, column.german)}
    for sheet, known in COLUMNS.items()
}
