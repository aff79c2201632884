"""Facts of ESF participations and of what became of them.

Participant numbers and reasons stay in intake's vault: a fact holds ids derived from them.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.intake.words import (
    Citizenship,
    Employment,
    Gender,
    Housing,
    LabourStatus,
    State,
    StatusKind,
    YesNo,
    YesNoRefused,
)
from services.kernel.facts import Block, Contract, Erased, SealedBlock, fact


class EntryTraits(Block, frozen=True, kw_only=True, tag="entry_traits"):
    """Special categories and near-identifying traits on entry; None is unknown."""

    birth_date: Annotated[dt.date | None, Meta(title="Geburtsdatum")] = None
    disability: Annotated[YesNoRefused | None, Meta(title="Behinderung")] = None
    foreign_background: Annotated[YesNoRefused | None, Meta(title="Ausländische Herkunft")] = None
    minority: Annotated[YesNoRefused | None, Meta(title="Minderheit")] = None
    citizenship: Annotated[Citizenship | None, Meta(title="Staatsangehörigkeit")] = None
    housing: Annotated[Housing | None, Meta(title="Wohnsituation")] = None
    residence_ags: Annotated[str | None, Meta(title="Wohnort (Gemeindeschlüssel)")] = None


class Participation(Contract, frozen=True, kw_only=True):
    """All that is known of one participation after this fact; None is unknown."""

    participation_id: UUID
    person_id: UUID
    operation: Annotated[str, Meta(title="Vorhaben")]
    sozialraum: Annotated[str, Meta(title="Sozialraum")]
    state: Annotated[State, Meta(title="Stand")]
    entry_date: Annotated[dt.date, Meta(title="Eintritt")]
    exit_date: Annotated[dt.date | None, Meta(title="Austritt")] = None
    gender: Annotated[Gender | None, Meta(title="Geschlecht")] = None
    employment: Annotated[Employment | None, Meta(title="Erwerbsstatus bei Eintritt")] = None
    unemployed_since: Annotated[dt.date | None, Meta(title="Arbeitslos seit")] = None
    in_education: Annotated[YesNo | None, Meta(title="In Bildung bei Eintritt")] = None
    isced: Annotated[int | None, Meta(title="Bildungsabschluss (ISCED)")] = None
    cancel_reason_id: Annotated[UUID | None, Meta(title="Grund der Stornierung (Verweis)")] = None
    traits: Annotated[EntryTraits | Erased, Meta(title="Besondere Angaben (versiegelt)")]


TRAITS = SealedBlock("traits", person="person_id", content=EntryTraits)


@fact("intake.participation_entered", sealed=TRAITS)
class ParticipationEntered(Participation, frozen=True, kw_only=True):
    """A person entered an operation."""


@fact("intake.participation_corrected", sealed=TRAITS)
class ParticipationCorrected(Participation, frozen=True, kw_only=True):
    """What is known of a participation was corrected; an exit date that is new or moved is one as well."""


@fact("intake.participation_submitted", sealed=TRAITS)
class ParticipationSubmitted(Participation, frozen=True, kw_only=True):
    """A draft was submitted, perhaps with corrections."""


@fact("intake.participation_cancelled", sealed=TRAITS)
class ParticipationCancelled(Participation, frozen=True, kw_only=True):
    """A participation was cancelled (Storno): double or wrong entry, or not eligible; nothing follows."""


@fact("intake.status_recorded")
class StatusRecorded(Contract, frozen=True, kw_only=True):
    """What had become of a participant by ``date``; equal rows have one ``status_id``."""

    status_id: UUID
    participation_id: UUID
    person_id: UUID
    kind: Annotated[StatusKind, Meta(title="Art")]
    date: Annotated[dt.date, Meta(title="Datum")]
    status: Annotated[LabourStatus, Meta(title="Status")]
    in_education: Annotated[YesNo | None, Meta(title="In Bildung")] = None
    qualification: Annotated[YesNo | None, Meta(title="Qualifikation erlangt")] = None
    improved: Annotated[YesNo | None, Meta(title="Lage verbessert")] = None
    reason_id: Annotated[UUID | None, Meta(title="Grund (Verweis)")] = None


@fact("intake.status_retracted")
class StatusRetracted(Contract, frozen=True, kw_only=True):
    """A status was taken back."""

    status_id: UUID
    participation_id: UUID
    person_id: UUID
