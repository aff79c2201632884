"""The notes that were written beside the steps of a referral."""

from collections.abc import Iterable
from uuid import UUID

from services.referral.application import Referral
from services.referral.referral_rows import ReferralStep
from services.referral.referrals_desk import NOTE


def notes_of(
    referral: Referral, district: str, person_id: UUID, steps: Iterable[ReferralStep]
) -> dict[UUID, str | None]:
    """By ``note_id``; None once the person is erased."""
    wanted = [(person_id, NOTE, step.note_id) for step in steps if step.note_id is not None]
    return {entry: text for (_, _, entry), text in referral.vault.get(district, wanted).items()}
