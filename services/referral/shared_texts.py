"""What was passed on to a partner, in words: one text a field, in the persons' vault under ``share_id``.

A message to the partner is one more text beside those of the fields.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from services.contracts.referral import ReferralHandedOver
from services.kernel.vault import Entry
from services.referral.application import Referral

MESSAGE: Final = "message"


def entries(person_id: UUID, share_id: UUID, texts: Mapping[str, str], message: str | None) -> list[Entry]:
    """The texts as the vault keeps them; ``texts`` by field."""
    told = dict(texts) if message is None else {**texts, MESSAGE: message}
    return [Entry(person_id, name, share_id, text) for name, text in told.items()]


def shared_texts(referral: Referral, district: str, handed: ReferralHandedOver) -> dict[str, str | None]:
    """By field, and ``message``, what the partner got; None once the person is erased, absent where only told."""
    if handed.share_id is None:
        return {}
    share_id, person = handed.share_id, handed.person_id
    found = referral.vault.get(district, [(person, name, share_id) for name in (*handed.fields, MESSAGE)])
    return {field: text for (_, field, _), text in found.items()}
