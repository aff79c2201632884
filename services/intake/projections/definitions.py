"""What did the district define for itself: topics, instruments, settings of operations? Read by forms and reminders.

These are districts' facts and come by broker. A released version is a row that never changes.
"""

from collections.abc import Iterable, Sequence
from typing import assert_never

import msgspec

from services.contracts.districts import InstrumentReleased, OperationConfigured, VocabularyReleased
from services.contracts.folds.vocabularies import VOCABULARIES, released
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

INSTRUMENTS = Table("instrument_versions", "release", ("instrument", "version", "definition"), versioned=False)
SETTINGS = Table(
    "operation_settings",
    "operation",
    ("mode", "bagatelle_minutes", "silent_weeks", "consent_warning_days", "fixed_traits"),
    key_type="text",
    versioned=False,
)


def keep(recorded: Recorded[VocabularyReleased | InstrumentReleased | OperationConfigured]) -> Iterable[Put]:
    """Lists inside a definition are read as a whole, so they stay JSON."""
    fact = recorded.fact
    match fact:
        case VocabularyReleased():
            return [released(recorded.id, fact)]
        case InstrumentReleased():
            return [Put(INSTRUMENTS, recorded.id, (fact.instrument, fact.version, _json(fact)))]
        case OperationConfigured():
            thresholds = (fact.bagatelle_minutes, fact.silent_weeks, fact.consent_warning_days)
            return [Put(SETTINGS, fact.operation, (fact.mode, *thresholds, _json(fact.fixed_traits)))]
        case _:
            assert_never(fact)


def _json(value: msgspec.Struct | Sequence[msgspec.Struct]) -> str:
    return msgspec.json.encode(value).decode()


definitions = Projection(
    "definitions",
    version=1,
    tables=(VOCABULARIES, INSTRUMENTS, SETTINGS),
    reads=(VocabularyReleased, InstrumentReleased, OperationConfigured),
    fold=keep,
)
