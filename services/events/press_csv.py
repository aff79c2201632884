"""Press items as a file for spreadsheets: UTF-8 with a byte order mark, semicolons; no cell is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from services.events.press_queries import PressEntry
from services.events.press_wording import CHANNELS, TONES
from services.events.texts import Words

MEDIA_TYPE: Final = "text/csv; charset=utf-8"
BYTE_ORDER_MARK: Final = "\ufeff"
HEADER: Final = (
    "Erschienen am",
    "Medium",
    "Kanal",
    "Ton",
    "Eigene Veröffentlichung",
    "Reichweite",
    "Sozialräume",
    "Vorhaben",
    "Überschrift",
    "Adresse",
)
FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


def press_csv(items: Iterable[PressEntry], words: Mapping[UUID, Words]) -> bytes:
    """One line an item, in their order."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(HEADER)
    for each in items:
        table.writerow([_harmless(cell) for cell in _row(each, words[each.item_id])])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _row(item: PressEntry, words: Words) -> tuple[str, ...]:
    return (
        str(item.on),
        item.medium,
        CHANNELS[item.channel],
        TONES[item.tone],
        "ja" if item.own else "nein",
        "" if item.reach is None else str(item.reach),
        ", ".join(item.sozialraeume),
        item.operation or "",
        words.get("headline") or "",
        words.get("address") or "",
    )


def _harmless(cell: str) -> str:
    """A table program takes what begins like this for a formula."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
