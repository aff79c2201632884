"""Facts of proofs: checkpoints signed, bundles handed out, deliveries reconciled. One stream each a district.

A checkpoint is the text of C2SP tlog-checkpoint with the district's signature: machine-made, nobody typed it.
"""

import datetime as dt
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct

from services.kernel.facts import Contract, fact

Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", title="SHA-256 (hexadezimal)")]
Count = Annotated[int, Meta(ge=0)]
DeliveryFaultKind: TypeAlias = Literal["missing", "doubled", "changed"]


@fact("reporting.checkpoint_signed")
class CheckpointSigned(Contract, frozen=True, kw_only=True):
    """The journal had this many entries and this root; at most one a day."""

    day: Annotated[dt.date, Meta(title="Tag")]
    entries: Annotated[Count, Meta(title="Einträge")]
    root: Digest
    checkpoint: Annotated[str, Meta(title="Prüfpunkt (C2SP tlog-checkpoint)")]


@fact("reporting.bundle_exported")
class BundleExported(Contract, frozen=True, kw_only=True):
    """An audit bundle left the house; ``digest`` is that of its manifest, which names every file."""

    bundle_id: UUID
    entries: Annotated[Count, Meta(title="Einträge")]
    digest: Digest
    checkpoint: Annotated[str, Meta(title="Prüfpunkt (C2SP tlog-checkpoint)")]


class DeliveryFault(Struct, frozen=True, kw_only=True):
    """One fact of a source that is not in the journal as it stands in the source's log."""

    sequence: Annotated[Count, Meta(title="Position im Protokoll der Quelle")]
    fault: Annotated[DeliveryFaultKind, Meta(title="Was damit ist")]


class SourceReconciled(Struct, frozen=True, kw_only=True):
    """One source: facts in its log, published, in the journal; what is missing, doubled or changed there.

    Each side hashed its own facts, in their order: the digests are equal when nothing differs. ``faults`` names the
    first of what differs.
    """

    source: Annotated[str, Meta(title="Quelle")]
    stored: Annotated[Count, Meta(title="Gespeichert")]
    published: Annotated[Count, Meta(title="Versandt")]
    received: Annotated[Count, Meta(title="Empfangen")]
    missing: Annotated[Count, Meta(title="Fehlt")]
    doubled: Annotated[Count, Meta(title="Doppelt")]
    changed: Annotated[Count, Meta(title="Verändert")]
    digest_stored: Digest
    digest_received: Digest
    faults: Annotated[tuple[DeliveryFault, ...], Meta(title="Abweichungen")] = ()


class ProjectionReached(Struct, frozen=True, kw_only=True):
    """How far a projection has come in the journal, and whether it stands still."""

    projection: Annotated[str, Meta(title="Auswertung")]
    entry: Annotated[Count, Meta(title="Ausgewertet bis Eintrag")]
    stopped: Annotated[bool, Meta(title="Steht still")] = False


@fact("reporting.delivery_reconciled")
class DeliveryReconciled(Contract, frozen=True, kw_only=True):
    """Every source's log was compared with the journal.

    ``parked``: facts that wait for a policy; ``dead``: messages that no reader could take, None: nobody could ask.
    """

    certificate_id: UUID
    sources: Annotated[tuple[SourceReconciled, ...], Meta(title="Quellen")]
    projections: Annotated[tuple[ProjectionReached, ...], Meta(title="Auswertungen")]
    entries: Annotated[Count, Meta(title="Einträge im Journal")]
    root: Digest
    parked: Annotated[Count, Meta(title="Zurückgestellt")]
    dead: Annotated[Annotated[int, Meta(ge=0)] | None, Meta(title="Aussortiert")] = None
