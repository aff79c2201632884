"""Which files prove something of an event, a meeting, a press item …?"""

from collections.abc import Iterable

from services.contracts.events import ProofAttached, ProofRemoved
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

PROOFS = Table(
    "proofs",
    "proof",
    ("belongs_to", "belongs_to_id", "kind", "media_type", "size", "digest", "on_day", "file"),
    versioned=False,
)


def keep(recorded: Recorded[ProofAttached | ProofRemoved]) -> Iterable[Change]:
    fact = recorded.fact
    if isinstance(fact, ProofRemoved):
        return [Drop(PROOFS, fact.proof_id)]
    file = (fact.kind, fact.media_type, fact.size, fact.digest, fact.on, fact.file_id)
    return [Put(PROOFS, fact.proof_id, (fact.of, fact.of_id, *file))]


proofs = Projection("proofs", version=1, tables=(PROOFS,), reads=(ProofAttached, ProofRemoved), fold=keep)
