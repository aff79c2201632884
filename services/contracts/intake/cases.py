"""Facts of a case: opened under a code word or a name, in whose hands it is, how it ended.

All facts of one case form one stream, ``case_id``. Code word, names, contact details and notes stay in intake's vault
under the person's identity key: a fact only says that a field was recorded.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.intake.words import EndKind, Identity
from services.kernel.facts import Contract, fact


class OfCase(Contract, frozen=True, kw_only=True):
    """What every fact of a case names."""

    case_id: UUID
    person_id: UUID


@fact("intake.case_opened")
class CaseOpened(OfCase, frozen=True, kw_only=True):
    """A person came back and keeps a code word: a pseudonymous case, or a named one from the start."""

    operation: Annotated[str, Meta(title="Vorhaben")]
    sozialraum: Annotated[str, Meta(title="Sozialraum")]
    identity: Annotated[Identity, Meta(title="Stufe der Kenntnis")]
    on: Annotated[dt.date, Meta(title="Eröffnet am")]
    consent_id: Annotated[UUID | None, Meta(title="Einwilligung (Verweis)")] = None
    team_id: Annotated[UUID | None, Meta(title="Team (Verweis)")] = None
    staff_id: Annotated[UUID | None, Meta(title="Zuständig (Verweis)")] = None


class PersonField(Contract, frozen=True, kw_only=True):
    """A name or contact detail that was recorded; what it says lies in the vault under this entry."""

    field: str
    entry_id: UUID


@fact("intake.person_named")
class PersonNamed(OfCase, frozen=True, kw_only=True):
    """The person gave a name, under a consent of its own; which fields were recorded, never what they say."""

    consent_id: Annotated[UUID, Meta(title="Einwilligung (Verweis)")]
    fields: Annotated[tuple[PersonField, ...], Meta(title="Erfasste Felder")]
    on: Annotated[dt.date, Meta(title="Am")]


@fact("intake.person_corrected")
class PersonCorrected(OfCase, frozen=True, kw_only=True):
    """Names or contact details were corrected; ``fields`` are those that are recorded now."""

    fields: Annotated[tuple[PersonField, ...], Meta(title="Erfasste Felder")]


@fact("intake.contacts_joined")
class ContactsJoined(OfCase, frozen=True, kw_only=True):
    """The person agreed that earlier anonymous contacts belong to the case; each contact is corrected as well."""

    contact_ids: Annotated[tuple[UUID, ...], Meta(title="Frühere Kontakte (Verweise)")]
    consent_id: Annotated[UUID, Meta(title="Einwilligung (Verweis)")]
    on: Annotated[dt.date, Meta(title="Am")]


@fact("intake.case_assigned")
class CaseAssigned(OfCase, frozen=True, kw_only=True):
    """Whose case it is from now on; at a handover the reason says so."""

    team_id: Annotated[UUID | None, Meta(title="Team (Verweis)")] = None
    staff_id: Annotated[UUID | None, Meta(title="Zuständig (Verweis)")] = None
    on: Annotated[dt.date, Meta(title="Ab")]
    handover: Annotated[bool, Meta(title="Übergabe")] = False
    note_id: Annotated[UUID | None, Meta(title="Notiz (Verweis)")] = None


@fact("intake.case_paused")
class CasePaused(OfCase, frozen=True, kw_only=True):
    """Nothing is expected until ``until``, where that is known."""

    on: Annotated[dt.date, Meta(title="Ab")]
    until: Annotated[dt.date | None, Meta(title="Voraussichtlich bis")] = None
    note_id: Annotated[UUID | None, Meta(title="Notiz (Verweis)")] = None


@fact("intake.case_resumed")
class CaseResumed(OfCase, frozen=True, kw_only=True):
    """A paused case goes on."""

    on: Annotated[dt.date, Meta(title="Ab")]


@fact("intake.case_closed")
class CaseClosed(OfCase, frozen=True, kw_only=True):
    """A case ended; how is a field of its own (Überschuldungsstatistik: Stand and Art der Beendigung)."""

    on: Annotated[dt.date, Meta(title="Am")]
    end_kind: Annotated[EndKind, Meta(title="Art der Beendigung")]
    note_id: Annotated[UUID | None, Meta(title="Notiz (Verweis)")] = None


@fact("intake.case_reopened")
class CaseReopened(OfCase, frozen=True, kw_only=True):
    """A closed case is open again; its history stays."""

    on: Annotated[dt.date, Meta(title="Am")]


@fact("intake.note_written")
class NoteWritten(OfCase, frozen=True, kw_only=True):
    """A note about the case; its text lies in the vault."""

    note_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]


@fact("intake.participation_linked")
class ParticipationLinked(OfCase, frozen=True, kw_only=True):
    """The case's person is the participant; an edge, that rewrites neither the case nor the participation."""

    participation_id: UUID
    participant_id: Annotated[UUID, Meta(title="Person der Teilnahme (Verweis)")]
    operation: Annotated[str, Meta(title="Vorhaben")]


@fact("intake.participation_unlinked")
class ParticipationUnlinked(OfCase, frozen=True, kw_only=True):
    """The edge was wrong and is gone."""

    participation_id: UUID
