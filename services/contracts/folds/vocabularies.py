"""Which versions of its list of topics did the district release? A released version is a row that never changes."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from services.contracts.districts import VocabularyReleased
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

VOCABULARIES = Table("vocabulary_versions", "release", ("vocabulary", "version", "terms"), versioned=False)


def released(release: UUID, fact: VocabularyReleased) -> Put:
    """``release`` is the fact's id. The terms are read as a whole, so they stay JSON."""
    return Put(VOCABULARIES, release, (fact.vocabulary, fact.version, msgspec.json.encode(fact.terms).decode()))


def keep(recorded: Recorded[VocabularyReleased]) -> Iterable[Put]:
    return [released(recorded.id, recorded.fact)]


vocabularies = Projection("topics", version=1, tables=(VOCABULARIES,), reads=(VocabularyReleased,), fold=keep)
