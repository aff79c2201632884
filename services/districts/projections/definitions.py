"""What did the district define for itself: topics, instruments, settings of operations? Read by forms."""

from collections.abc import Iterable
from typing import assert_never

import msgspec

from services.contracts.districts import InstrumentReleased, OperationConfigured, VocabularyReleased
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

VERSION = ("version", "released", "definition")
VOCABULARIES = Table("vocabulary_versions", "release", ("vocabulary", *VERSION), versioned=False)
INSTRUMENTS = Table("instrument_versions", "release", ("instrument", *VERSION), versioned=False)
SETTINGS = Table("operation_settings", "operation", ("definition",), key_type="text", versioned=False)


def keep(recorded: Recorded[VocabularyReleased | InstrumentReleased | OperationConfigured]) -> Iterable[Put]:
    """A definition is read as a whole, so it stays the JSON that the fact is."""
    fact = recorded.fact
    definition = msgspec.json.encode(fact).decode()
    match fact:
        case VocabularyReleased():
            return [Put(VOCABULARIES, recorded.id, (fact.vocabulary, fact.version, recorded.time, definition))]
        case InstrumentReleased():
            return [Put(INSTRUMENTS, recorded.id, (fact.instrument, fact.version, recorded.time, definition))]
        case OperationConfigured():
            return [Put(SETTINGS, fact.operation, (definition,))]
        case _:
            assert_never(fact)


definitions = Projection(
    "definitions",
    version=1,
    tables=(VOCABULARIES, INSTRUMENTS, SETTINGS),
    reads=(VocabularyReleased, InstrumentReleased, OperationConfigured),
    fold=keep,
)
