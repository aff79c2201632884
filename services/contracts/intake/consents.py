"""Facts of the consent ledger: what a person allowed, on which text, until when; that the Merkblatt was received.

Legal ground: SGB X section 67b(2), GDPR Articles 6(1)(a), 7 and 9(2)(a). The date on the paper is a field of its own;
when it was entered is the fact's time.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.intake.cases import OfCase
from services.contracts.intake.words import ConsentForm, ConsentPurpose
from services.kernel.facts import fact


@fact("intake.consent_given")
class ConsentGiven(OfCase, frozen=True, kw_only=True):
    """A person allowed one purpose; for a referral also which fields may go to which partner."""

    consent_id: UUID
    purpose: Annotated[ConsentPurpose, Meta(title="Zweck")]
    text: Annotated[str, Meta(title="Text der Einwilligung")]
    text_version: Annotated[int, Meta(title="Version des Textes")]
    form: Annotated[ConsentForm, Meta(title="Form")]
    on: Annotated[dt.date, Meta(title="Datum auf dem Papier")]
    until: Annotated[dt.date | None, Meta(title="Gilt bis")] = None
    partner_id: Annotated[UUID | None, Meta(title="Partner (Verweis)")] = None
    fields: Annotated[tuple[str, ...], Meta(title="Felder, die weitergegeben werden dürfen")] = ()


@fact("intake.consent_withdrawn")
class ConsentWithdrawn(OfCase, frozen=True, kw_only=True):
    """A person took a consent back; what was done under it before stays lawful."""

    consent_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]


@fact("intake.notice_received")
class NoticeReceived(OfCase, frozen=True, kw_only=True):
    """The person signed for the Merkblatt (GFAW, 29 January 2018)."""

    text: Annotated[str, Meta(title="Text des Merkblatts")]
    text_version: Annotated[int, Meta(title="Version des Textes")]
    form: Annotated[ConsentForm, Meta(title="Form")]
    on: Annotated[dt.date, Meta(title="Datum auf dem Papier")]
