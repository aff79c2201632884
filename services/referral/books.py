"""In which book is a referral? By the projection, and by the log where that lags."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.referral import ReferralProposed
from services.kernel.district import district as enter
from services.kernel.facts import fact_type, split_topic
from services.kernel.log import LogRow
from services.kernel.waiting import projected
from services.referral.application import Referral
from services.referral.domain.book_refusals import UnknownReferral
from services.referral.opening import SERVICE

PROJECTED: Final = SQL("SELECT book AS book_id, person AS person_id, case_id FROM {}.referrals WHERE referral = %s")
PROPOSED_NAME: Final = fact_type(ReferralProposed).name
PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class InBook:
    """The book of a referral, and whom it is about; ``case_id`` None: nobody in particular."""

    book_id: UUID
    person_id: UUID
    case_id: UUID | None


def book_of(referral: Referral, district: str, referral_id: UUID) -> InBook:
    """Raises UnknownReferral."""
    reached = projected(referral.pool, SERVICE, district)
    with referral.pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(InBook))
        found = cursor.execute(PROJECTED.format(schema), (referral_id,)).fetchone()
    if found is not None:
        return found
    for row in _proposals_after(referral, district, reached):
        (proposed,) = referral.store.mapper.open(district, [row])
        if isinstance(proposed, ReferralProposed) and proposed.referral_id == referral_id:
            return InBook(proposed.book_id, proposed.person_id, proposed.case_id)
    raise UnknownReferral


def _proposals_after(referral: Referral, district: str, position: int) -> Iterator[LogRow]:
    while rows := referral.store.log.after(district, position, PAGE):
        yield from (row for row in rows if split_topic(row.topic)[0] == PROPOSED_NAME)
        position = rows[-1].position
