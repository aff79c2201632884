"""What may be passed on, and what is left to do once a consent ends.

Without a consent nothing that tells of a person leaves (SGB X section 67b(2)): with data only from a case, under a
consent for these fields and this partner that is in force on the day.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from services.contracts.referral import ConsentEnded, ConsentReceived, PartnerTold, ReferralHandedOver
from services.kernel.facts import Contract
from services.referral.domain.book_commands import (
    EndAllConsents,
    EndConsent,
    HandOverReferral,
    ReceiveConsent,
    TellPartner,
)
from services.referral.domain.book_facts import named
from services.referral.domain.book_moves import expect_not_in_future, expect_possible, says_the_same
from services.referral.domain.book_refusals import CaseMissing, ConsentMissing, MessageWithoutConsent, NothingToTell
from services.referral.domain.book_state import Book, ReferralState

# By these ways the data leave when it is recorded, not on the day that is named: the consent must hold today, too.
SENT_BY_US: Final = frozenset({"link_by_mail", "link_on_paper", "district_letter"})


def receive(command: ReceiveConsent, book: Book) -> Sequence[Contract]:
    if command.consent_id in book.consents:
        return []
    return [
        ConsentReceived(
            book_id=command.book_id,
            person_id=command.person_id,
            consent_id=command.consent_id,
            partner_id=command.partner_id,
            fields=command.fields,
            on=command.on,
            until=command.until,
        )
    ]


def end(command: EndConsent, book: Book) -> Sequence[Contract]:
    """What had gone out under it is named: it stays lawful (GDPR Article 7(3)), and the partner is to be told."""
    consent = book.consents.get(command.consent_id)
    if consent is None or consent.ended is not None:
        return []
    shared = book.handed_under(command.consent_id)
    return [
        ConsentEnded(
            book_id=consent.given.book_id,
            person_id=consent.given.person_id,
            consent_id=command.consent_id,
            on=command.on,
            referral_ids=tuple(shared),
            shared=tuple(sorted(frozenset[str]().union(*shared.values()))),
        )
    ]


def end_all(command: EndAllConsents, book: Book) -> Sequence[Contract]:
    """Every consent that stands; letters that wait are recalled, and links show nothing any more."""
    return [
        fact for consent_id in book.consents for fact in end(EndConsent(consent_id=consent_id, on=command.on), book)
    ]


def tell(command: TellPartner, book: Book, referral: ReferralState) -> Sequence[Contract]:
    if command.consent_id in referral.told:
        return []
    if command.consent_id not in book.to_tell(command.referral_id):
        raise NothingToTell
    expect_not_in_future(command)
    return [PartnerTold(**named(command, referral), consent_id=command.consent_id)]


def hand_over(command: HandOverReferral, book: Book, referral: ReferralState) -> Sequence[Contract]:
    consent_id = _consent_for(command, book, referral) if command.fields else None
    handed = ReferralHandedOver(
        **named(command, referral),
        channel=command.channel,
        escorted=command.escorted,
        fields=tuple(sorted(set(command.fields))),
        consent_id=consent_id,
        share_id=command.share_id if command.fields else None,
    )
    if says_the_same(handed, referral):
        return []
    expect_possible(command, referral, "handed_over")
    if command.message and not command.fields:
        raise MessageWithoutConsent
    if command.fields and consent_id is None:
        raise CaseMissing if referral.proposed.case_id is None else ConsentMissing
    return [handed]


def _consent_for(command: HandOverReferral, book: Book, referral: ReferralState) -> UUID | None:
    """The consent of the book that covers these fields, this partner and the day; the one that is named, if any."""
    if referral.proposed.case_id is None:
        return None
    days = {command.on, command.today} if command.channel in SENT_BY_US else {command.on}
    covering = book.covering(referral.proposed.partner_id, command.fields, *days)
    able = (each.given.consent_id for each in covering if command.consent_id in {None, each.given.consent_id})
    return next(able, None)
