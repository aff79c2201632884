"""What lists and pages are told of referrals."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.contracts.referral_states import OPEN, State
from services.contracts.referral_waiting import Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """A referral on a day. ``state`` knows of consents; ``since``: the day of its last step; ``recorded`` its place.

    ``consent_id``: the first consent for this partner that is in force, whatever it covers. ``handed_under``: that of
    the hand-over of this round. ``to_tell``: ended consents of whose end the partner does not know.
    ``team`` and ``staff``: those of the case today, of a referral without a case those of the proposal.
    ``restricted``: nobody works on the person's data.
    """

    referral_id: UUID
    book_id: UUID
    person_id: UUID
    case_id: UUID | None
    operation: str
    sozialraum: str
    partner_id: UUID
    partner_kind: str
    offer_id: UUID | None
    team: UUID | None
    staff: UUID | None
    proposed_by: str
    proposed_on: date
    topics: tuple[str, ...]
    language: str | None
    note_id: UUID | None
    instead_of: UUID | None
    recorded: int
    state: State
    since: date
    appointment_on: date | None
    provenance: str | None
    closed: bool
    handed_on: date | None
    channel: str | None
    escorted: bool
    fields: tuple[str, ...]
    handed_under: UUID | None
    share_id: UUID | None
    consent_id: UUID | None
    consent_fields: tuple[str, ...]
    consent_until: date | None
    to_tell: tuple[UUID, ...]
    restricted: bool = False

    @property
    def is_open(self) -> bool:
        """Somebody still has something to do."""
        return self.state in OPEN and not self.closed

    def without_content(self) -> "ReferralRow":
        """As somebody reads it who may not know what it is about."""
        return replace(self, topics=(), language=None, note_id=None, share_id=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralStep:
    """One thing that happened; ``kind`` is the fact's name without the service."""

    step: UUID
    kind: str
    on_day: date
    state: State | None
    closed: bool | None
    actor: str
    provenance: str | None
    note_id: UUID | None
    appointment_on: date | None
    grounds: str | None
    to_partner_id: UUID | None
    channel: str | None
    escorted: bool | None
    fields: tuple[str, ...] | None
    consent_id: UUID | None
    share_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which referrals are wanted, newest first. ``teams`` with ``proposed_by``: those that are somebody's to see.

    ``hands``: put into the hands of one of these. ``before``: the ``recorded`` of the last row of the page before.
    """

    teams: frozenset[UUID] | None = None
    proposed_by: str | None = None
    hands: frozenset[UUID] | None = None
    case_id: UUID | None = None
    partner_id: UUID | None = None
    operation: str | None = None
    states: frozenset[State] | None = None
    only_open: bool = False
    only_to_tell: bool = False
    before: int | None = None
    most: int = 100


@dataclass(frozen=True, slots=True)
class Overdue:
    """A referral and what it has waited for since ``waits.due``."""

    row: ReferralRow
    waits: Waiting
