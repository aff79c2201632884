"""One cell: its text, and the value that the rules of the import files see in it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

from services.contracts.vocabularies import contact_kinds, topics
from services.kernel.files.cells import CellRefused, one_of, text

Value: TypeAlias = str | int | date | tuple[str, ...]
Reader: TypeAlias = Callable[[str], Value]

LONGEST_NUMBER: Final = 40

ags_pattern: Final = re.compile(r"[0-9]{8}")
minutes_pattern: Final = re.compile(r"[0-9]{1,9}")
# Any short line: which keys a district uses is its own choice; only what no line of a list can hold is refused.
key_pattern: Final = re.compile("[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,60}")


def participant_number(cell: str) -> str:
    if len(cell) > LONGEST_NUMBER:
        raise CellRefused(f"Eine Teilnehmernummer hat höchstens {LONGEST_NUMBER} Zeichen.")
    return text(cell)


def sozialraum(cell: str) -> str:
    if not key_pattern.fullmatch(cell):
        raise CellRefused("Ein Sozialraum ist ein Schlüssel von höchstens 60 Zeichen in einer Zeile.")
    return cell


def isced(cell: str) -> int:
    if cell not in set("012345678"):
        raise CellRefused("Der Bildungsabschluss ist eine ISCED-Stufe von 0 bis 8.")
    return int(cell)


def ags(cell: str) -> str:
    if not ags_pattern.fullmatch(cell):
        raise CellRefused("Ein amtlicher Gemeindeschlüssel hat acht Ziffern.")
    return cell


def minutes(cell: str) -> int:
    if not minutes_pattern.fullmatch(cell):
        raise CellRefused("Minuten sind eine ganze Zahl.")
    return int(cell)


def topic_keys(cell: str) -> tuple[str, ...]:
    """Keys separated by ``|``, each once, in the order given."""
    keys = tuple(dict.fromkeys(key.strip() for key in cell.split("|")))
    if not all(key in topics() for key in keys):
        raise CellRefused(f"Themen sind Schlüssel aus der Liste, getrennt durch |: {', '.join(topics())}.")
    return keys


def contact_kind(cell: str) -> str:
    return one_of(contact_kinds())(cell)
