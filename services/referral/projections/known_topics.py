"""What may help be sought for? The district's own lists of topics; districts' facts, by broker."""

from collections.abc import Iterable

from services.contracts.districts import VocabularyReleased
from services.contracts.folds.vocabularies import VOCABULARIES, released
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put
from services.kernel.projection import Projection


def keep(recorded: Recorded[VocabularyReleased]) -> Iterable[Put]:
    return [released(recorded.id, recorded.fact)]


known_topics = Projection("topics", version=1, tables=(VOCABULARIES,), reads=(VocabularyReleased,), fold=keep)
