"""Contact persons of a partner with their names and numbers, each under a key of its own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.referral.application import Referral
from services.referral.directory_queries import contacts_of
from services.referral.directory_texts import CONTACT_FIELDS, Sheet, Words, directory_texts


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """Somebody to talk to; ``last_day`` once that is over. Somebody erased has no words but ``gelöscht``."""

    contact_person_id: UUID
    words: Words
    last_day: date | None


def contact_persons(referral: Referral, district: str, partner_id: UUID) -> list[ContactPerson]:
    """All of a partner, former ones too, by name; none of a partner that nobody knows."""
    rows = contacts_of(referral.pool, district, partner_id)
    sheets = [Sheet(row.contact_person_id, row.details_id, CONTACT_FIELDS) for row in rows]
    words = directory_texts(referral, district, sheets)
    found = [ContactPerson(row.contact_person_id, words[row.details_id], row.last_day) for row in rows]
    return sorted(found, key=lambda each: (each.last_day is not None, (each.words.get("name") or "").casefold()))
