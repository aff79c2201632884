"""What can be asked of a book of referrals. Every command carries the day it speaks of and the day it is."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.contracts.referral import Channel, Declined, DeclinedBy, Outcome, Provenance, Withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeReferral:
    """Choose a partner. ``despite``: the open referrals of the same need that were shown, all of them.

    ``case_id`` None: somebody without a case, whose ``person_id`` is a derived id.
    """

    book_id: UUID
    person_id: UUID
    referral_id: UUID
    operation: str
    sozialraum: str
    partner_id: UUID
    partner_kind: str
    on: date
    today: date
    case_id: UUID | None = None
    offer_id: UUID | None = None
    team_id: UUID | None = None
    staff_id: UUID | None = None
    topics: tuple[str, ...] = ()
    language: str | None = None
    note_id: UUID | None = None
    despite: tuple[UUID, ...] = ()
    instead_of: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveConsent:
    """Intake has a consent in a referral: these fields may go to this partner."""

    book_id: UUID
    person_id: UUID
    consent_id: UUID
    partner_id: UUID
    fields: tuple[str, ...]
    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndConsent:
    """The person took a consent back, of whatever purpose: a book knows only those in referrals."""

    consent_id: UUID
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAllConsents:
    """The person is erased: nothing may leave any more, whatever it rested on."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfReferral:
    """What every command on one referral names."""

    referral_id: UUID
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverReferral(OfReferral):
    """Give it to the partner; ``fields`` empty: nothing that tells of the person goes along.

    ``consent_id`` None: any consent of the book that covers it. ``message``: whether words to the partner go along.
    """

    channel: Channel
    escorted: bool = False
    fields: tuple[str, ...] = ()
    consent_id: UUID | None = None
    share_id: UUID | None = None
    message: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReferral(OfReferral):
    """Something that partner, person or Fachkraft said of how it went."""

    provenance: Provenance
    note_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptReferral(AnswerReferral):
    appointment_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineReferral(AnswerReferral):
    by: DeclinedBy
    grounds: Declined


@dataclass(frozen=True, slots=True, kw_only=True)
class RerouteReferral(AnswerReferral):
    """Somebody else is right for it; ``following``: the referral that goes there, decided with this or not."""

    following: ProposeReferral | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPersonArrived(AnswerReferral):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPersonMissed(AnswerReferral):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOutcome(AnswerReferral):
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawReferral(OfReferral):
    grounds: Withdrawn
    note_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReferral(OfReferral):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenReferral(OfReferral):
    note_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TellPartner(OfReferral):
    """The partner was told that this consent ended, and asked to erase what it got."""

    consent_id: UUID


Answer: TypeAlias = (
    AcceptReferral | DeclineReferral | RerouteReferral | RecordPersonArrived | RecordPersonMissed | ReportOutcome
)
Step: TypeAlias = Answer | WithdrawReferral | CloseReferral | ReopenReferral
Move: TypeAlias = HandOverReferral | Step | TellPartner
Command: TypeAlias = ProposeReferral | ReceiveConsent | EndConsent | EndAllConsents | Move
