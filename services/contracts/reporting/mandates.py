"""Facts of examinations: who may look at evidence of persons, what was looked at, and which samples were drawn.

A mandate is a stream, ``mandate_id``; a sample is one, ``sample_id``; so is everything that one mandate reads of one
thing.
"""

import datetime as dt
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.contracts.reporting.submissions import SourcePosition
from services.kernel.facts import Contract, fact

EvidenceKind: TypeAlias = Literal["cell", "explanation", "record", "history", "sample", "bundle"]
Operations = Annotated[tuple[str, ...], Meta(title="Vorhaben")]


@fact("reporting.mandate_granted")
class MandateGranted(Contract, frozen=True, kw_only=True):
    """Somebody may examine these operations; the actor granted it. All periods include both ends."""

    mandate_id: UUID
    staff_id: UUID
    operations: Operations
    audited_from: Annotated[dt.date, Meta(title="Geprüft wird ab")]
    audited_to: Annotated[dt.date, Meta(title="Geprüft wird bis")]
    expires: Annotated[dt.date, Meta(title="Gilt bis")]


@fact("reporting.mandate_revoked")
class MandateRevoked(Contract, frozen=True, kw_only=True):
    """The mandate holds no longer, from the recording on."""

    mandate_id: UUID


@fact("reporting.evidence_read")
class EvidenceRead(Contract, frozen=True, kw_only=True):
    """The actor looked at evidence of persons; looking again within a quarter of an hour is the same reading.

    What was looked at: a cell or its explanation (``code``), a record or its history (``participation_id``,
    ``case_id``), a sample, or the whole bundle of an operation.
    """

    mandate_id: UUID
    operation: Annotated[str, Meta(title="Vorhaben")]
    kind: Annotated[EvidenceKind, Meta(title="Was eingesehen wurde")]
    code: Annotated[str | None, Meta(title="Indikator")] = None
    participation_id: UUID | None = None
    case_id: UUID | None = None


@fact("reporting.sample_drawn")
class SampleDrawn(Contract, frozen=True, kw_only=True):
    """Participations were drawn for an examination: whoever draws again with the same parameters draws the same."""

    sample_id: UUID
    operation: Annotated[str, Meta(title="Vorhaben")]
    as_of: Annotated[dt.date, Meta(title="Stichtag")]
    seed: Annotated[Annotated[int, Meta(ge=0)], Meta(title="Startwert")]
    size: Annotated[Annotated[int, Meta(ge=1)], Meta(title="Größe")]
    positions: Annotated[tuple[SourcePosition, ...], Meta(title="Stand der Quellen")]
    catalogue: Annotated[str, Meta(title="Indikatorenkatalog")]
    catalogue_version: Annotated[Annotated[int, Meta(ge=1)], Meta(title="Fassung des Katalogs")]
    population: Annotated[Annotated[int, Meta(ge=0)], Meta(title="Grundgesamtheit")]
    participations: Annotated[tuple[UUID, ...], Meta(title="Gezogene Teilnahmen (Verweise)")]
    mandate_id: UUID | None = None
