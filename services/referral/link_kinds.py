"""What a link may be about: a referral, the partner's own entries, a survey. One entry in ``KINDS`` for each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.referral import LinkIssued, ReferralHandedOver
from services.kernel.times import today
from services.referral.application import Referral
from services.referral.domain.book import BOOK, Book
from services.referral.domain.link import Standing
from services.referral.domain.survey import SURVEY
from services.referral.restricting import restricted_persons


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkKind:
    """``path``: the page to which a link of this kind leads; ``standing`` is asked whenever somebody comes."""

    path: str
    serves: Callable[[LinkIssued], bool]
    standing: Callable[[Referral, str, LinkIssued], Standing]


def standing_in_book(book: Book, referral_id: UUID, day: date) -> Standing:
    """Whether a partner may still answer. A consent that ended comes first: from then on nothing is shown."""
    referral = book.referrals.get(referral_id)
    handed = None if referral is None else referral.said.get(ReferralHandedOver)
    if referral is None:
        return "not_shown"
    with_data = isinstance(handed, ReferralHandedOver) and handed.consent_id is not None
    if with_data and book.shown_to_partner(referral_id, day) is None:
        return "not_shown"
    if referral.closed or referral.is_over:
        return "over"
    return "not_shown" if handed is None else "open"


def _of_referral(referral: Referral, district: str, link: LinkIssued) -> Standing:
    if link.book_id is None or link.referral_id is None:
        return "not_shown"
    if link.person_id is not None and restricted_persons(referral.pool, district, [link.person_id]):
        return "not_shown"
    return standing_in_book(referral.state(district, BOOK, link.book_id), link.referral_id, today())


def _always(_referral: Referral, _district: str, _link: LinkIssued) -> Standing:
    return "open"


def _of_survey(referral: Referral, district: str, link: LinkIssued) -> Standing:
    """Until its last day an answer may still be corrected."""
    if link.survey_id is None:
        return "not_shown"
    return "open" if referral.state(district, SURVEY, link.survey_id).runs_on(today()) else "over"


REFERRAL: Final = LinkKind(
    path="/antwort/vermittlung", serves=lambda link: link.referral_id is not None, standing=_of_referral
)
ENTRIES: Final = LinkKind(
    path="/antwort/eintrag",
    serves=lambda link: link.referral_id is None and link.survey_id is None,
    standing=_always,
)
SURVEY_LINK: Final = LinkKind(
    path="/antwort/befragung", serves=lambda link: link.survey_id is not None, standing=_of_survey
)
KINDS: Final[tuple[LinkKind, ...]] = (REFERRAL, ENTRIES, SURVEY_LINK)


def kind_of(link: LinkIssued) -> LinkKind | None:
    """The kind that serves a link; None for one that no page serves."""
    return next((kind for kind in KINDS if kind.serves(link)), None)
