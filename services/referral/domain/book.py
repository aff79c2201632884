"""The book of a case: its referrals and the consents they rest on, decided together.

One stream, so that "no data without a consent" and "nobody is sent twice" are decisions of one state, whoever else
decides at the same moment. Without a consent nothing that tells of a person leaves (SGB X section 67b(2)).
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from services.contracts.referral_states import reached
from services.kernel.deciders import Decider
from services.kernel.facts import Contract
from services.referral.domain.book_commands import (
    AcceptReferral,
    CloseReferral,
    Command,
    EndAllConsents,
    EndConsent,
    HandOverReferral,
    Move,
    ProposeReferral,
    ReceiveConsent,
    RerouteReferral,
    Step,
    TellPartner,
)
from services.referral.domain.book_facts import fact_of
from services.referral.domain.book_moves import expect_possible, says_the_same
from services.referral.domain.book_proposing import propose
from services.referral.domain.book_refusals import AppointmentBeforeAnswer, UnknownReferral
from services.referral.domain.book_sharing import end, end_all, hand_over, receive, tell
from services.referral.domain.book_state import Book, ReferralState, evolve

__all__ = ["BOOK", "Book", "Command", "ReferralState", "decide", "evolve"]


def decide(command: Command, book: Book) -> Sequence[Contract]:
    match command:
        case ProposeReferral():
            return propose(command, book)
        case ReceiveConsent():
            return receive(command, book)
        case EndConsent():
            return end(command, book)
        case EndAllConsents():
            return end_all(command, book)
        case _:
            return _move(command, book)


def _move(command: Move, book: Book) -> Sequence[Contract]:
    referral = book.referrals.get(command.referral_id)
    if referral is None:
        raise UnknownReferral
    match command:
        case TellPartner():
            return tell(command, book, referral)
        case HandOverReferral():
            return hand_over(command, book, referral)
        case RerouteReferral():
            return _reroute(command, book, referral)
        case _:
            return _step(command, referral)


def _reroute(command: RerouteReferral, book: Book, referral: ReferralState) -> Sequence[Contract]:
    """The end of this referral, and the beginning of the one that follows it: both or none."""
    following = command.following
    moved = _step(command, referral)
    if not moved or following is None:
        return moved
    after = book
    for fact in moved:
        after = evolve(after, fact)
    return [*moved, *propose(following, after)]


def _step(command: Step, referral: ReferralState) -> Sequence[Contract]:
    if isinstance(command, CloseReferral) and referral.closed:
        return []
    fact = fact_of(command, referral)
    if says_the_same(fact, referral):
        return []
    expect_possible(command, referral, reached(fact))
    if isinstance(command, AcceptReferral) and command.appointment_on is not None:
        _expect_appointment(command, command.appointment_on)
    return [fact]


def _expect_appointment(command: AcceptReferral, appointment_on: date) -> None:
    if appointment_on < command.on:
        raise AppointmentBeforeAnswer


BOOK: Final = Decider(initial=Book(), decide=decide, evolve=evolve)
