"""Facts of what hangs on an event, a meeting or a measure: tasks to do, and files that prove something.

A task is a stream, ``task_id``; so is a proof, ``proof_id``. What is to be done and a file's bytes lie in the vault.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.events.words import ProofKind, ProofOf, TaskOf
from services.kernel.facts import Contract, fact


@fact("events.task_set")
class TaskSet(Contract, frozen=True, kw_only=True):
    """Somebody is to do something; set again under the same id, it was corrected. ``partner_id``: an organisation."""

    task_id: UUID
    of: Annotated[TaskOf, Meta(title="Gehört zu")]
    of_id: Annotated[UUID, Meta(title="Gehört zu (Verweis)")]
    due: Annotated[dt.date | None, Meta(title="Bis")] = None
    staff_id: Annotated[UUID | None, Meta(title="Mitarbeitende (Verweis)")] = None
    partner_id: Annotated[UUID | None, Meta(title="Partner (Verweis)")] = None
    details_id: Annotated[UUID | None, Meta(title="Was zu tun ist (Verweis)")] = None


@fact("events.task_done")
class TaskDone(Contract, frozen=True, kw_only=True):
    """It is done."""

    task_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]


@fact("events.task_dropped")
class TaskDropped(Contract, frozen=True, kw_only=True):
    """It need not be done any more."""

    task_id: UUID


@fact("events.proof_attached")
class ProofAttached(Contract, frozen=True, kw_only=True):
    """A file proves something, such as the logo of the EU on a poster (Regulation (EU) 2021/1060, Art. 50)."""

    proof_id: UUID
    of: Annotated[ProofOf, Meta(title="Gehört zu")]
    of_id: Annotated[UUID, Meta(title="Gehört zu (Verweis)")]
    kind: Annotated[ProofKind, Meta(title="Art des Nachweises")]
    media_type: Annotated[str, Meta(title="Dateiformat")]
    size: Annotated[int, Meta(title="Größe in Byte", ge=1)]
    digest: Annotated[str, Meta(title="Prüfsumme (SHA-256)")]
    on: Annotated[dt.date, Meta(title="Am")]
    file_id: Annotated[UUID, Meta(title="Datei (Verweis)")]


@fact("events.proof_removed")
class ProofRemoved(Contract, frozen=True, kw_only=True):
    """The file was attached by mistake, and is gone."""

    proof_id: UUID
