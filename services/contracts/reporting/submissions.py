"""Facts of submissions: what was handed in, on which knowledge it rests, and what became of it.

A submission is made in a stream of its own, ``submission_id``; what is decided about it stands in the stream of its
operation and date. Who did it is the actor of the envelope.
"""

import datetime as dt
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec
from msgspec import Meta

from services.kernel.facts import Contract, fact

# Why a figure goes back to who made it; what was meant in words is said between people.
ReturnGround: TypeAlias = Literal[
    "figures_implausible", "records_incomplete", "entries_expected", "wrong_date", "wrong_operation", "other"
]
Hash = Annotated[str, Meta(pattern=r"^sha256:[0-9a-f]{64}$")]


class SourcePosition(msgspec.Struct, frozen=True, kw_only=True):
    """Up to which position of a source's log facts were counted; 0: none."""

    source: Annotated[str, Meta(title="Dienst")]
    position: Annotated[Annotated[int, Meta(ge=0)], Meta(title="Stelle im Protokoll")]


@fact("reporting.submission_created")
class SubmissionCreated(Contract, frozen=True, kw_only=True):
    """A report was made to be handed in, with everything that is needed to make it once more.

    ``positions``: the state of knowledge. ``journal_size``: so many entries of the journal stand under ``checkpoint``,
    a signed note (C2SP tlog-checkpoint). ``document``: the report as canonical JSON (RFC 8785), ``digest`` that of the
    report. ``catalogue_content``: SHA-256 over everything in the catalogue version, its thresholds included.
    """

    submission_id: UUID
    operation: Annotated[str, Meta(title="Vorhaben")]
    as_of: Annotated[dt.date, Meta(title="Stichtag")]
    period: Annotated[Annotated[str, Meta(pattern=r"^[0-9]{4}(06|12)$")] | None, Meta(title="Berichtszeitraum")] = None
    known_at: Annotated[Annotated[dt.datetime, Meta(tz=True)] | None, Meta(title="Kenntnisstand")] = None
    positions: Annotated[tuple[SourcePosition, ...], Meta(title="Stand der Quellen")]
    journal_size: Annotated[Annotated[int, Meta(ge=0)], Meta(title="Einträge im Journal")]
    catalogue: Annotated[str, Meta(title="Indikatorenkatalog")]
    catalogue_version: Annotated[Annotated[int, Meta(ge=1)], Meta(title="Fassung des Katalogs")]
    catalogue_content: Annotated[Hash, Meta(title="Prüfsumme des Katalogs")]
    document: Annotated[str, Meta(title="Bericht")]
    digest: Annotated[Hash, Meta(title="Prüfsumme des Berichts")]
    checkpoint: Annotated[str, Meta(title="Unterschriebener Stand des Journals")]
    replaces: Annotated[UUID | None, Meta(title="Ersetzt (Verweis)")] = None


@fact("reporting.submission_approved")
class SubmissionApproved(Contract, frozen=True, kw_only=True):
    """Another person than the one who made it stands for it too: it is handed in."""

    submission_id: UUID


@fact("reporting.submission_returned")
class SubmissionReturned(Contract, frozen=True, kw_only=True):
    """It is not handed in as it is."""

    submission_id: UUID
    ground: Annotated[ReturnGround, Meta(title="Grund der Rückgabe")]


@fact("reporting.submission_withdrawn")
class SubmissionWithdrawn(Contract, frozen=True, kw_only=True):
    """It no longer stands for anything."""

    submission_id: UUID


OfSubmission: TypeAlias = SubmissionCreated | SubmissionApproved | SubmissionReturned | SubmissionWithdrawn
