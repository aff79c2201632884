"""A case as it is known here now: intake is a moment ahead, and somebody who just opened one may refer at once."""

from typing import Final
from uuid import UUID

from services.kernel.feed import FeedUnreachable, LogFeed
from services.kernel.reader import Stopped
from services.kernel.watch import GONE
from services.referral import known
from services.referral.application import Referral
from services.referral.known import KnownCase
from services.referral.reading import projections_reader

INTAKE: Final = "intake"


def case_now(service: Referral, district: str, case_id: UUID) -> KnownCase | None:
    """Where it is not known yet, what intake has recorded is read first; None for a case that nobody opened.

    Where intake cannot be asked, it is not known either: whoever asks tries again.
    """
    found = known.case(service.pool, district, case_id)
    if found is not None:
        return found
    try:
        projections_reader(service.settings, LogFeed(service.settings)).catch_up_with(INTAKE, district)
    except (FeedUnreachable, Stopped, *GONE):
        return None
    return known.case(service.pool, district, case_id)
