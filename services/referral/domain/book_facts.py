"""The fact that a move of a referral becomes, once it was found possible."""

from typing import Any, assert_never

from services.contracts.referral import (
    OutcomeReported,
    PersonArrived,
    PersonMissed,
    ReferralAccepted,
    ReferralClosed,
    ReferralDeclined,
    ReferralReopened,
    ReferralRerouted,
    ReferralWithdrawn,
)
from services.contracts.referral.referrals import OfReferral as ReferralFact
from services.referral.domain.book_commands import (
    AcceptReferral,
    Answer,
    AnswerReferral,
    CloseReferral,
    DeclineReferral,
    OfReferral,
    RecordPersonArrived,
    RecordPersonMissed,
    ReopenReferral,
    ReportOutcome,
    RerouteReferral,
    Step,
    WithdrawReferral,
)
from services.referral.domain.book_state import ReferralState


def fact_of(command: Step, referral: ReferralState) -> ReferralFact:
    match command:
        case WithdrawReferral():
            return ReferralWithdrawn(**named(command, referral), grounds=command.grounds, note_id=command.note_id)
        case CloseReferral():
            return ReferralClosed(**named(command, referral))
        case ReopenReferral():
            return ReferralReopened(**named(command, referral), note_id=command.note_id)
        case _:
            return _answer(command, referral)


def _answer(command: Answer, referral: ReferralState) -> ReferralFact:
    said = _said(command, referral)
    match command:
        case AcceptReferral():
            return ReferralAccepted(**said, appointment_on=command.appointment_on)
        case DeclineReferral():
            return ReferralDeclined(**said, by=command.by, grounds=command.grounds)
        case RerouteReferral():
            to_partner = None if command.following is None else command.following.partner_id
            return ReferralRerouted(**said, to_partner_id=to_partner)
        case RecordPersonArrived():
            return PersonArrived(**said)
        case RecordPersonMissed():
            return PersonMissed(**said)
        case ReportOutcome():
            return OutcomeReported(**said, outcome=command.outcome)
        case _:
            assert_never(command)


def named(command: OfReferral, referral: ReferralState) -> dict[str, Any]:
    """What every fact of a referral names."""
    proposed = referral.proposed
    return {
        "book_id": proposed.book_id,
        "person_id": proposed.person_id,
        "referral_id": proposed.referral_id,
        "on": command.on,
    }


def _said(command: AnswerReferral, referral: ReferralState) -> dict[str, Any]:
    """What every answer says beside."""
    return {**named(command, referral), "provenance": command.provenance, "note_id": command.note_id}
