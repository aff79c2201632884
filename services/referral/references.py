"""What a partner says on the telephone so that we find a referral: eight letters that tell nothing of anybody."""

from typing import Final
from uuid import UUID

from services.kernel.ids import DistrictIds
from services.kernel.readable_codes import grouped, of_bytes

LETTERS: Final = 8


def reference_of(ids: DistrictIds, referral_id: UUID) -> str:
    """The same for the same referral, in capitals: ``K7MX-3QRP``."""
    return grouped(of_bytes(ids.derive("referral-reference", str(referral_id)).bytes, LETTERS)).upper()
