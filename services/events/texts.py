"""Words about events, groups, meetings, …: sealed in the vault under the key of what they are about, read by the batch.

A *sheet* is all fields of one entry, kept under one id that facts name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from services.events.application import Events
from services.kernel.vault import Address, Entry

ERASED: Final = "gelöscht"

Texts = Mapping[str, str]


class Sheet(NamedTuple):
    """Whose words, under which id, in which fields; without an id there are none."""

    owner: UUID
    details_id: UUID | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Field -> words; None where the key was destroyed."""

    texts: Mapping[str, str | None]

    def get(self, field: str) -> str | None:
        """The words as people read them; None where nothing was said."""
        if field not in self.texts:
            return None
        text = self.texts[field]
        return ERASED if text is None else text

    @property
    def known(self) -> dict[str, str]:
        """The fields that can be read."""
        return {field: text for field, text in self.texts.items() if text is not None}


NO_WORDS: Final = Words({})


def words_of_all(events: Events, district: str, sheets: Iterable[Sheet]) -> dict[UUID, Words]:
    """``details_id`` -> words, for all sheets at once; sheets without an id are absent. Raises Forgery."""
    asked = [sheet for sheet in sheets if sheet.details_id is not None]
    found = events.vault.get(district, [address for sheet in asked for address in _addresses(sheet)])
    return {sheet.details_id: _words(sheet, found) for sheet in asked if sheet.details_id is not None}


def words_of(events: Events, district: str, sheet: Sheet) -> Words:
    """The words of one sheet. Raises Forgery."""
    return NO_WORDS if sheet.details_id is None else words_of_all(events, district, [sheet])[sheet.details_id]


def texts_kept(events: Events, district: str, owner: UUID, texts: Texts) -> tuple[UUID | None, list[Entry]]:
    """The id under which these words are kept, the same for the same words, and what the vault is to take."""
    said = {field: text.strip() for field, text in sorted(texts.items()) if text.strip()}
    if not said:
        return None, []
    parts = [part for pair in said.items() for part in pair]
    details = events.ids(district).derive("details", str(owner), *parts)
    return details, [Entry(owner, field, details, text) for field, text in said.items()]


def _addresses(sheet: Sheet) -> list[Address]:
    if sheet.details_id is None:
        return []
    return [(sheet.owner, field, sheet.details_id) for field in sheet.fields]


def _words(sheet: Sheet, found: Mapping[Address, str | None]) -> Words:
    return Words({address[1]: found[address] for address in _addresses(sheet) if address in found})
