"""What forms and programs say to the desk for referrals; days left out are today."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.referral import Channel, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """How a partner gets it. ``fields``: told beside those whose texts are kept; ``message``: words to the partner."""

    channel: Channel
    on: date | None = None
    escorted: bool = False
    fields: tuple[str, ...] = ()
    consent_id: UUID | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """From whom we have an answer, of which day (None: today), with which words."""

    provenance: Provenance
    on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a rerouted referral goes; its need stays the same."""

    partner_id: UUID
    offer_id: UUID | None = None
    despite: tuple[UUID, ...] = ()
