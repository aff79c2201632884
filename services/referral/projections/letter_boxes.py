"""What lies in the outbox, what is still to be sealed, what must not go any more? Read by the carrier and the post.

A referral that is handed over by letter is due until its letter is sealed. Where its consent ends, or it is taken back,
it is neither sealed nor carried; a later hand-over is a letter of its own, which that does not concern. ``sealed`` of a
row is None where the letter lies in the vault.
"""

from collections.abc import Iterable
from typing import TypeAlias, assert_never
from uuid import UUID

from services.contracts.referral import (
    ConsentEnded,
    LetterSealed,
    ReferralClosed,
    ReferralDeclined,
    ReferralHandedOver,
    ReferralWithdrawn,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

SEALED = Table(
    "letters_sealed",
    "fact",
    ("letter", "number", "receiver", "thread", "sealed", "digest", "referral"),
    versioned=False,
)
DUE = Table("letters_due", "referral", ("book", "person", "number"), versioned=False)
RECALLS = Table("letter_recalls", "referral", ("number",), versioned=False)

Over: TypeAlias = ReferralWithdrawn | ReferralDeclined | ReferralClosed
Fact: TypeAlias = LetterSealed | ReferralHandedOver | ConsentEnded | Over


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    fact = recorded.fact
    match fact:
        case LetterSealed():
            return _sealed(recorded.id, recorded.sequence, fact)
        case ReferralHandedOver():
            if fact.channel != "district_letter":
                return []
            return [Put(DUE, fact.referral_id, (fact.book_id, fact.person_id, recorded.sequence))]
        case ConsentEnded():
            return [change for one in fact.referral_ids for change in _recalled(one, recorded.sequence)]
        case ReferralWithdrawn() | ReferralDeclined() | ReferralClosed():
            return _recalled(fact.referral_id, recorded.sequence)
        case _:
            assert_never(fact)


def _sealed(fact_id: UUID, number: int, fact: LetterSealed) -> list[Change]:
    values = (fact.letter_id, number, fact.to_district, fact.thread, fact.sealed, fact.digest)
    put = Put(SEALED, fact_id, (*values, fact.referral_id))
    return [put] if fact.referral_id is None else [put, Drop(DUE, fact.referral_id)]


def _recalled(referral_id: UUID, number: int) -> list[Change]:
    return [Drop(DUE, referral_id), Put(RECALLS, referral_id, (number,))]


letter_boxes = Projection(
    "letter_boxes",
    version=1,
    tables=(SEALED, DUE, RECALLS),
    reads=(LetterSealed, ReferralHandedOver, ConsentEnded, ReferralWithdrawn, ReferralDeclined, ReferralClosed),
    fold=keep,
)
