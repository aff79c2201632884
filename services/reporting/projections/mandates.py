"""Who was granted which mandate, who revoked it, and what was read under it? Read by the pages of Pruefung."""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.reporting import EvidenceRead, MandateGranted, MandateRevoked
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

MANDATES = Table(
    "mandates",
    "mandate",
    ("staff", "operations", "audited_from", "audited_to", "expires", "granted_by", "granted"),
    versioned=False,
)
REVOCATIONS = Table("mandate_revocations", "mandate", ("revoked_by", "revoked"), versioned=False)
READS = Table(
    "evidence_reads",
    "reading",
    ("mandate", "operation", "kind", "code", "participation", "case_id", "actor", "recorded"),
    versioned=False,
)

Fact: TypeAlias = MandateGranted | MandateRevoked | EvidenceRead


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """One row a fact."""
    fact, who, at = recorded.fact, recorded.actor, recorded.time
    match fact:
        case MandateGranted():
            period = (fact.audited_from, fact.audited_to, fact.expires)
            yield Put(MANDATES, fact.mandate_id, (fact.staff_id, list(fact.operations), *period, who, at))
        case MandateRevoked():
            yield Put(REVOCATIONS, fact.mandate_id, (who, at))
        case EvidenceRead():
            thing = (fact.operation, fact.kind, fact.code, fact.participation_id, fact.case_id)
            yield Put(READS, recorded.id, (fact.mandate_id, *thing, who, at))


mandates = Projection(
    "mandates",
    version=1,
    tables=(MANDATES, REVOCATIONS, READS),
    reads=(MandateGranted, MandateRevoked, EvidenceRead),
    fold=keep,
)
