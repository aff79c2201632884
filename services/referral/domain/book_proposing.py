"""Proposing a referral: person and Fachkraft chose a partner."""

from collections.abc import Sequence

from services.contracts.referral import Need, ReferralProposed
from services.kernel.facts import Contract
from services.referral.domain.book_commands import ProposeReferral
from services.referral.domain.book_refusals import DayInTheFuture, NoteNeedsCase, UnknownReferral
from services.referral.domain.book_state import Book
from services.referral.domain.same_need import expect_confirmed, same_need


def propose(command: ProposeReferral, book: Book) -> Sequence[Contract]:
    if command.referral_id in book.referrals:
        return []
    if command.on > command.today:
        raise DayInTheFuture
    if command.case_id is None and command.note_id is not None:
        raise NoteNeedsCase
    if command.instead_of is not None and command.instead_of not in book.referrals:
        raise UnknownReferral(field="instead_of")
    expect_confirmed(same_need(book, command.partner_id, command.offer_id, command.topics), command.despite)
    return [
        ReferralProposed(
            book_id=command.book_id,
            person_id=command.person_id,
            referral_id=command.referral_id,
            case_id=command.case_id,
            operation=command.operation,
            sozialraum=command.sozialraum,
            partner_id=command.partner_id,
            partner_kind=command.partner_kind,
            offer_id=command.offer_id,
            team_id=command.team_id,
            staff_id=command.staff_id,
            on=command.on,
            need=Need(topics=tuple(sorted(set(command.topics))), language=command.language),
            note_id=command.note_id,
            despite=tuple(sorted(command.despite)),
            instead_of=command.instead_of,
        )
    ]
