"""Nobody is sent twice: which open referrals of the same book are for the same need as a new one?

Two are for the same need when they share a topic, or when they go to the same partner: it would be asked twice about
one person. Going to the same offer as well is the same thing done twice. Ended and closed referrals do not count.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import UUID

from services.referral.domain.book_refusals import SameNeedHasChanged, SameNeedIsOpen, SamePlaceIsOpen
from services.referral.domain.book_state import Book, ReferralState

Likeness: TypeAlias = Literal["topics", "partner", "offer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SameNeed:
    """An open referral of the same need: in what it is like the new one, and the topics that both have."""

    referral_id: UUID
    partner_id: UUID
    like: tuple[Likeness, ...]
    topics: tuple[str, ...]


def same_need(book: Book, partner_id: UUID, offer_id: UUID | None, topics: Collection[str]) -> tuple[SameNeed, ...]:
    """In the order in which they were proposed."""
    wanted = frozenset(topics)
    found = (_compared(key, one, partner_id, offer_id, wanted) for key, one in book.referrals.items() if one.is_open)
    return tuple(each for each in found if each.like)


def _compared(
    referral_id: UUID, referral: ReferralState, partner_id: UUID, offer_id: UUID | None, wanted: frozenset[str]
) -> SameNeed:
    proposed = referral.proposed
    shared = tuple(sorted(wanted & referral.topics))
    same_partner = proposed.partner_id == partner_id
    likeness: tuple[tuple[Likeness, bool], ...] = (
        ("topics", bool(shared)),
        ("partner", same_partner),
        ("offer", same_partner and proposed.offer_id == offer_id),
    )
    like = tuple(name for name, holds in likeness if holds)
    return SameNeed(referral_id=referral_id, partner_id=proposed.partner_id, like=like, topics=shared)


def expect_confirmed(found: Collection[SameNeed], despite: Collection[UUID]) -> None:
    """``despite`` names exactly what was found. Raises SamePlaceIsOpen, SameNeedIsOpen, SameNeedHasChanged."""
    if {each.referral_id for each in found} == set(despite):
        return
    if despite:
        raise SameNeedHasChanged
    if any("offer" in each.like for each in found):
        raise SamePlaceIsOpen
    raise SameNeedIsOpen
