"""Facts of contacts at the contact points. Case numbers, sites, notes and next steps stay in intake's vault."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.intake.situations import Situation
from services.contracts.intake.words import Present, Track, YesNo
from services.kernel.facts import Block, Contract, Erased, Json, SealedBlock, fact, upcast


class ContactDetails(Block, frozen=True, kw_only=True, tag="contact_details"):
    """What a contact tells about the person; sealed once the contact belongs to a case."""

    topics: Annotated[tuple[str, ...], Meta(title="Themen")] = ()
    migration_background: Annotated[YesNo | None, Meta(title="Migrationshintergrund")] = None
    situations: Annotated[tuple[Situation, ...], Meta(title="Problemlagen bei diesem Kontakt")] = ()
    present: Annotated[tuple[Present, ...], Meta(title="Wer dabei war")] = ()


class Contact(Contract, frozen=True, kw_only=True):
    """All that is known of one contact; without ``case_id`` it is anonymous and has no person."""

    contact_id: UUID
    operation: Annotated[str, Meta(title="Vorhaben")]
    date: Annotated[dt.date, Meta(title="Datum")]
    sozialraum: Annotated[str, Meta(title="Sozialraum")]
    case_id: UUID | None = None
    person_id: UUID | None = None
    kind: Annotated[str | None, Meta(title="Kontaktart")] = None
    site_id: Annotated[UUID | None, Meta(title="Standort (Verweis)")] = None
    minutes: Annotated[int | None, Meta(title="Minuten")] = None
    track: Annotated[Track | None, Meta(title="Verlauf")] = None
    staff_id: Annotated[UUID | None, Meta(title="Fachkraft (Verweis)")] = None
    starts_at: Annotated[dt.time | None, Meta(title="Beginn")] = None
    note_id: Annotated[UUID | None, Meta(title="Notiz (Verweis)")] = None
    next_step_id: Annotated[UUID | None, Meta(title="Nächster Schritt (Verweis)")] = None
    next_on: Annotated[dt.date | None, Meta(title="Nächster Schritt am")] = None
    details: Annotated[ContactDetails | Erased, Meta(title="Angaben (bei Fällen versiegelt)")]


DETAILS = SealedBlock("details", person="person_id", content=ContactDetails)


@fact("intake.contact_recorded", version=2, sealed=DETAILS)
class ContactRecorded(Contact, frozen=True, kw_only=True):
    """Somebody was met, called or written to."""


@fact("intake.contact_corrected", version=2, sealed=DETAILS)
class ContactCorrected(Contact, frozen=True, kw_only=True):
    """What is known of a contact was corrected."""


@fact("intake.contact_cancelled")
class ContactCancelled(Contract, frozen=True, kw_only=True):
    """A contact never took place: recorded by mistake, undone or cancelled; it counts no more."""

    contact_id: UUID
    case_id: UUID | None = None
    person_id: UUID | None = None
    reason_id: Annotated[UUID | None, Meta(title="Grund (Verweis)")] = None


@upcast(ContactRecorded, from_version=1)
@upcast(ContactCorrected, from_version=1)
def version_2_only_adds(payload: Json) -> Json:
    """Version 2 knows more of a contact; what version 1 did not ask is unknown."""
    return payload
