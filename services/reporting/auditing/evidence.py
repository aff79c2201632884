"""Evidence that was read: kept once a quarter of an hour and thing, in a stream of its own a mandate and thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from services.contracts.reporting import EvidenceKind, EvidenceRead
from services.kernel.deciders import Context, Decider
from services.kernel.facts import Contract
from services.kernel.requests import Session
from services.kernel.times import now
from services.reporting.application import Reporting

SAME_READ: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What somebody looks at; see EvidenceRead."""

    operation: str
    kind: EvidenceKind
    code: str | None = None
    participation_id: UUID | None = None
    case_id: UUID | None = None

    @property
    def thing(self) -> tuple[str, ...]:
        """Its parts as text; the same for the same thing."""
        parts = (self.operation, self.kind, self.code, self.participation_id, self.case_id)
        return tuple("" if part is None else str(part) for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEvidence:
    """Somebody with this mandate looks at it."""

    mandate_id: UUID
    evidence: Evidence


def decide(command: ReadEvidence, _before: None) -> Sequence[Contract]:
    seen = command.evidence
    return [
        EvidenceRead(
            mandate_id=command.mandate_id,
            operation=seen.operation,
            kind=seen.kind,
            code=seen.code,
            participation_id=seen.participation_id,
            case_id=seen.case_id,
        )
    ]


def evolve(_before: None, _fact: Contract) -> None:
    return None


READING: Final = Decider(initial=None, decide=decide, evolve=evolve)


def record_read(
    service: Reporting, session: Session, mandate_id: UUID, evidence: Evidence, correlation_id: UUID
) -> None:
    """Keep that the actor read it; reading within a quarter of an hour after the last time is the same reading."""
    district, actor = session.district, session.caller.actor
    stream = service.ids(district).derive("evidence-read", str(mandate_id), actor, *evidence.thing)
    rows = service.store.log.streams(district, [stream])[stream]
    if rows and now() - rows[-1].recorded < SAME_READ:
        return
    # One id for the n-th reading: a page that asks for several things at once is one reading.
    command_id = service.ids(district).derive("evidence-read", str(stream), str(len(rows)))
    context = Context(actor=actor, command_id=command_id, correlation_id=correlation_id)
    service.store.execute(district, READING, stream, ReadEvidence(mandate_id=mandate_id, evidence=evidence), context)
