"""What is told of a referral: whom a case was sent to, and what came of it, each step one command.

Days count from the day of loading; partners and offers are named as in ``demo.network``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from services.contracts.referral import Channel, Declined, DeclinedBy, Outcome, Provenance, Withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Given to the partner, with these texts by field; without any, nothing that tells of the person went along."""

    day: int
    channel: Channel = "in_person"
    escorted: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The partner takes the person, on ``appointment`` where a day was named."""

    day: int
    appointment: int | None = None
    by: Provenance = "partner_phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Partner or person said no."""

    day: int
    whose: DeclinedBy
    grounds: Declined
    by: Provenance = "partner_phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """The first meeting took place, or the person was expected in vain."""

    day: int
    missed: bool = False
    by: Provenance = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOn:
    """Somebody else is right for it: the same need goes to that partner."""

    day: int
    partner: str
    by: Provenance = "partner_phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameOfIt:
    """How it ended for the person."""

    day: int
    outcome: Outcome
    by: Provenance = "person"
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """We withdrew it."""

    day: int
    grounds: Withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopClosed:
    """Nobody waits for anything more."""

    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentTakenBack:
    """The person withdrew the consent under which it went to the partner."""

    day: int


ReferralStep: TypeAlias = (
    HandedOver | Accepted | Refused | Came | SentOn | CameOfIt | TakenBack | LoopClosed | ConsentTakenBack
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred:
    """A referral of the case under ``code_word``; None: of somebody without a case, in ``sozialraum`` by ``staff``."""

    day: int
    partner: str
    topics: Sequence[str]
    code_word: str | None = None
    sozialraum: str | None = None
    staff: str
    offer: str | None = None
    note: str | None = None
    steps: Sequence[ReferralStep] = ()

    @property
    def story(self) -> str:
        """The name of its commands."""
        return f"referral {self.code_word or self.staff} {self.partner} {self.day}"

    @property
    def partners(self) -> Sequence[str]:
        """Whom it goes to, one after the other."""
        return [self.partner, *(step.partner for step in self.steps if isinstance(step, SentOn))]
