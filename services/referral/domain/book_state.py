"""What a book says now: its referrals, the consents they rest on, what was shared under which."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

from services.contracts.referral import (
    ConsentEnded,
    ConsentReceived,
    OfReferral,
    PartnerTold,
    ReferralClosed,
    ReferralHandedOver,
    ReferralProposed,
    ReferralReopened,
)
from services.contracts.referral_states import ENDS, OPEN, OUTCOMES, State, in_force, reached, seen
from services.kernel.facts import Contract, Erased


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent of intake as the book knows it; ``ended``: the day it was taken back."""

    given: ConsentReceived
    ended: date | None = None

    @property
    def until(self) -> date | None:
        return self.given.until

    def in_force(self, day: date) -> bool:
        return in_force(self.given.on, self.given.until, self.ended, day)

    def covers(self, partner_id: UUID, fields: Collection[str]) -> bool:
        return self.given.partner_id == partner_id and set(fields) <= set(self.given.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralState:
    """One referral. A *round* lasts from the proposal, or a reopening, to the next reopening.

    ``reached`` knows nothing of consents (:meth:`Book.state_on` does); ``since``: the day of the last step; ``floor``:
    the day of the step before it, which a correction must not precede. ``said``: of each kind of fact the last one of
    this round. ``handed``: every hand-over of all rounds. ``told``: consents of whose end the partner knows.
    """

    proposed: ReferralProposed
    reached: State = "proposed"
    closed: bool = False
    since: date
    floor: date
    said: Mapping[type[Contract], Contract] = field(default_factory=lambda: MappingProxyType({}))
    handed: tuple[ReferralHandedOver, ...] = ()
    told: frozenset[UUID] = frozenset()

    @property
    def is_open(self) -> bool:
        """Somebody still has something to do."""
        return self.reached in OPEN and not self.closed

    @property
    def is_over(self) -> bool:
        return self.reached in ENDS

    @property
    def topics(self) -> frozenset[str]:
        """What it is about; nothing once the person is erased."""
        need = self.proposed.need
        return frozenset() if isinstance(need, Erased) else frozenset(need.topics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All referrals of one case in the order of their proposals, and its consents in the order in which they came."""

    referrals: Mapping[UUID, ReferralState] = field(default_factory=lambda: MappingProxyType({}))
    consents: Mapping[UUID, Consent] = field(default_factory=lambda: MappingProxyType({}))

    def covering(self, partner_id: UUID, fields: Collection[str], *days: date) -> tuple[Consent, ...]:
        """The consents that allow these fields to go to that partner on each of these days."""
        return tuple(
            consent
            for consent in self.consents.values()
            if consent.covers(partner_id, fields) and all(consent.in_force(day) for day in days)
        )

    def state_on(self, referral_id: UUID, day: date) -> State:
        """How far a referral has come, as it is shown on a day. Raises KeyError."""
        referral = self.referrals[referral_id]
        holds = bool(self.covering(referral.proposed.partner_id, (), day))
        return seen(referral.reached, consent_in_force=holds)

    def shown_to_partner(self, referral_id: UUID, day: date) -> ReferralHandedOver | None:
        """The hand-over with data whose consent still stands on that day: what a link may show. Raises KeyError."""
        referral = self.referrals[referral_id]
        handed = referral.said.get(ReferralHandedOver)
        if not isinstance(handed, ReferralHandedOver) or handed.consent_id is None:
            return None
        return handed if self.consents[handed.consent_id].in_force(day) else None

    def handed_under(self, consent_id: UUID) -> dict[UUID, frozenset[str]]:
        """By referral, the fields that went out under a consent, in whichever round."""
        found = {
            key: frozenset(name for each in one.handed if each.consent_id == consent_id for name in each.fields)
            for key, one in self.referrals.items()
        }
        return {key: fields for key, fields in found.items() if fields}

    def to_tell(self, referral_id: UUID) -> tuple[UUID, ...]:
        """The ended consents under which data had gone, and of whose end the partner does not know. Raises KeyError."""
        referral = self.referrals[referral_id]
        under = dict.fromkeys(
            each.consent_id for each in referral.handed if each.consent_id is not None and each.fields
        )
        return tuple(key for key in under if self.consents[key].ended is not None and key not in referral.told)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------

# A further answer of such a kind corrects the one before it and takes its place in time.
CORRECTED: Final = OUTCOMES | {"accepted", "arrived", "declined_by_partner", "declined_by_person"}


def evolve(book: Book, fact: Contract) -> Book:
    match fact:
        case ReferralProposed():
            opened = ReferralState(proposed=fact, since=fact.on, floor=fact.on)
            return _with(book, fact.referral_id, opened)
        case ConsentReceived():
            return replace(book, consents={**book.consents, fact.consent_id: Consent(fact)})
        case ConsentEnded() if fact.consent_id in book.consents:
            ended = replace(book.consents[fact.consent_id], ended=fact.on)
            return replace(book, consents={**book.consents, fact.consent_id: ended})
        case OfReferral():
            return _with(book, fact.referral_id, _after(book.referrals[fact.referral_id], fact))
        case _:
            return book


def _after(referral: ReferralState, fact: OfReferral) -> ReferralState:
    match fact:
        case ReferralClosed():
            return replace(referral, closed=True, floor=referral.since, since=fact.on)
        case PartnerTold():
            return replace(referral, told=referral.told | {fact.consent_id})
        case ReferralReopened():
            fresh = ReferralState(proposed=referral.proposed, since=fact.on, floor=fact.on)
            return replace(fresh, said={ReferralReopened: fact}, handed=referral.handed, told=referral.told)
        case ReferralHandedOver():
            return replace(_moved(referral, fact), handed=(*referral.handed, fact))
        case _:
            return _moved(referral, fact)


def _moved(referral: ReferralState, fact: OfReferral) -> ReferralState:
    state = reached(fact)
    assert state is not None, "all facts that leave the state alone are told apart above"
    return replace(
        referral,
        reached=state,
        since=fact.on,
        floor=referral.floor if corrects(referral.reached, state) else referral.since,
        said={**referral.said, type(fact): fact},
    )


def corrects(before: State, state: State) -> bool:
    """Whether a step into ``state`` takes the place of the one before instead of following it."""
    return state in CORRECTED and (before == state or {before, state} <= OUTCOMES)


def _with(book: Book, referral_id: UUID, referral: ReferralState) -> Book:
    return replace(book, referrals={**book.referrals, referral_id: referral})
