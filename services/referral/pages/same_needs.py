"""What is open already for the same need, beside each choice of a form: told in words, and what the form confirms.

A choice is an offer or a partner, each by its own id.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.contracts.referral_states import state_label
from services.kernel.times import today
from services.referral.application import Referral
from services.referral.directory import PartnerEntry
from services.referral.domain.book_ids import book_of_case
from services.referral.domain.same_need import SameNeed, same_need
from services.referral.known import KnownCase
from services.referral.pages.need_forms import CONFIRMED
from services.referral.pages.referral_here import REFERRALS
from services.referral.referrals_desk import ReferralsDesk
from services.referral.referrals_queries import of_case

Choice = tuple[UUID, UUID | None]  # a partner and its offer


@dataclass(frozen=True, slots=True)
class SameNeeds:
    """Open referrals of the case by the choice for which they count; choices without any are absent.

    ``told``: those that the page tells of. Only these can be confirmed.
    """

    found: Mapping[UUID, tuple[SameNeed, ...]]
    told: Mapping[UUID, SameNeed]

    def confirmed(self) -> Iterator[tuple[str, str]]:
        """Hidden fields: of a choice all that was found, or nothing while one of them is not told of."""
        for choice, found in self.found.items():
            if self.are_told(choice):
                yield from ((f"{CONFIRMED}{choice}", str(each.referral_id)) for each in found)

    def are_told(self, choice: UUID) -> bool:
        """Whether something is open, and all of it is told of."""
        found = self.found.get(choice, ())
        return bool(found) and all(each.referral_id in self.told for each in found)


def same_needs(
    service: Referral,
    district: str,
    case: KnownCase | None,
    choices: Sequence[Choice],
    *,
    topics: Sequence[str],
    chosen: UUID | None,
) -> SameNeeds:
    """Told is what shares a topic, what is open at a partner whose offer is shown, and at the ``chosen`` partner."""
    if case is None:
        return SameNeeds({}, {})
    book = ReferralsDesk(service, district).book(book_of_case(service.ids(district), case.case_id))
    compared = {offer or partner: same_need(book, partner, offer, topics) for partner, offer in choices}
    shown = {offer for _, offer in choices if offer is not None} | {chosen}
    told = {
        each.referral_id: each
        for choice, found in compared.items()
        for each in found
        if choice in shown or "topics" in each.like
    }
    return SameNeeds({choice: found for choice, found in compared.items() if found}, told)


def in_words(
    service: Referral,
    district: str,
    case: KnownCase | None,
    same: SameNeeds,
    *,
    partners: Mapping[UUID, PartnerEntry],
    label: Callable[[str], str],
) -> list[dict[str, Any]]:
    """Each open referral once, with why it counts as the same."""
    if case is None:
        return []
    rows = {row.referral_id: row for row in of_case(service.pool, district, case.case_id, today())}
    return [
        {
            "partner": partners[each.partner_id].name if each.partner_id in partners else "anderer Partner",
            "href": f"{REFERRALS}/{each.referral_id}",
            "state": state_label(rows[each.referral_id].state) if each.referral_id in rows else "eben vorgeschlagen",
            "why": f"Gleiches Thema: {'; '.join(label(key) for key in each.topics)}."
            if each.topics
            else "Gleicher Partner.",
        }
        for each in same.told.values()
    ]
