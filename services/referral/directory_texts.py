"""Words of the directory: descriptions and contact details, sealed in the partners' vault, read by the batch.

Texts of a partner and of its offers lie under the partner's key, those of a contact person under that person's own, so
that erasing somebody takes nothing else along.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from services.kernel.vault import Address, Entry
from services.referral.application import Referral
from services.referral.directory import OfferEntry, PartnerEntry

PARTNER_FIELDS: Final = ("description", "phone", "email", "website")
OFFER_FIELDS: Final = ("description", "requirements", "cost_note")
CONTACT_FIELDS: Final = ("name", "task", "phone", "email")
AGREEMENT_FIELDS: Final = ("wording",)
ERASED: Final = "gelöscht"

Texts = Mapping[str, str]


class Sheet(NamedTuple):
    """Where the words of one entry lie: whose key, the vault's entry (None: no words), and which fields it may have."""

    owner: UUID
    details_id: UUID | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What an entry says. A field without words is absent; of somebody erased each field that had some is None."""

    texts: Mapping[str, str | None]

    def get(self, field: str) -> str | None:
        """The words, ``gelöscht`` once they are erased, None where there never were any."""
        return (self.texts[field] or ERASED) if field in self.texts else None

    @property
    def known(self) -> dict[str, str]:
        """The fields that can be read."""
        return {field: text for field, text in self.texts.items() if text is not None}


NO_WORDS: Final = Words({})


def sheet_of(entry: PartnerEntry | OfferEntry) -> Sheet:
    """The sheet of a partner or an offer."""
    fields = PARTNER_FIELDS if isinstance(entry, PartnerEntry) else OFFER_FIELDS
    return Sheet(entry.partner_id, entry.details_id, fields)


def directory_texts(
    referral: Referral, district: str, entries: Iterable[PartnerEntry | OfferEntry | Sheet]
) -> dict[UUID, Words]:
    """``details_id`` -> words, for all entries at once; entries without words are absent. Raises Forgery."""
    sheets = [each if isinstance(each, Sheet) else sheet_of(each) for each in entries]
    found = referral.partner_vault.get(district, [address for sheet in sheets for address in _addresses(sheet)])
    return {sheet.details_id: _words(sheet, found) for sheet in sheets if sheet.details_id is not None}


def words_of(referral: Referral, district: str, entry: PartnerEntry | OfferEntry | Sheet) -> Words:
    """The words of one entry. Raises Forgery."""
    sheet = entry if isinstance(entry, Sheet) else sheet_of(entry)
    found = directory_texts(referral, district, [sheet])
    return NO_WORDS if sheet.details_id is None else found[sheet.details_id]


def texts_kept(referral: Referral, district: str, owner: UUID, texts: Texts) -> tuple[UUID | None, list[Entry]]:
    """The id under which these words are kept, the same for the same words, and what the vault is to take."""
    said = {field: text.strip() for field, text in sorted(texts.items()) if text.strip()}
    if not said:
        return None, []
    parts = [part for pair in said.items() for part in pair]
    details = referral.ids(district).derive("directory-details", str(owner), *parts)
    return details, [Entry(owner, field, details, text) for field, text in said.items()]


def _addresses(sheet: Sheet) -> list[Address]:
    if sheet.details_id is None:
        return []
    return [(sheet.owner, field, sheet.details_id) for field in sheet.fields]


def _words(sheet: Sheet, found: Mapping[Address, str | None]) -> Words:
    texts = {address[1]: found[address] for address in _addresses(sheet) if address in found}
    return Words(texts)
