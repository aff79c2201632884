"""An indicator of social reporting: its words, its unit, and from how many people on its figures are shown."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from services.contracts.events import StatisticDefined
from services.contracts.vocabularies import handlungsfelder
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

KEY: Final = re.compile(r"[a-z][a-z0-9_-]{1,59}", re.ASCII)
LONGEST_LABEL: Final = 200
LONGEST_UNIT: Final = 40
MOST_DECIMALS: Final = 6
MOST_SMALLEST: Final = 1000


class NoStatisticKey(RuleViolation):
    title = "Der Schlüssel einer Kennzahl hat 2 bis 60 Zeichen: a bis z, 0 bis 9, - und _, vorn ein Buchstabe."
    field = "statistic"


class LabelMissing(RuleViolation):
    title = f"Eine Kennzahl braucht eine Bezeichnung von höchstens {LONGEST_LABEL} Zeichen."
    field = "label"


class UnitMissing(RuleViolation):
    title = f"Eine Kennzahl braucht eine Einheit von höchstens {LONGEST_UNIT} Zeichen, zum Beispiel Prozent."
    field = "unit"


class UnknownHandlungsfeld(RuleViolation):
    title = "Dieses Handlungsfeld gibt es nicht."
    field = "handlungsfeld"


class SmallestOutOfRange(RuleViolation):
    title = f"Die kleinste gezeigte Anzahl liegt zwischen 0 und {MOST_SMALLEST}."
    field = "smallest"


class DecimalsOutOfRange(RuleViolation):
    title = f"Eine Kennzahl hat 0 bis {MOST_DECIMALS} Nachkommastellen."
    field = "decimals"


class UnknownStatistic(RuleViolation):
    title = "Diese Kennzahl gibt es nicht. Bitte zuerst anlegen."
    field = "statistic"


class DefineStatistic(msgspec.Struct, frozen=True, kw_only=True):
    """The words of an indicator; of one that is there they are corrected."""

    statistic: str
    label: str
    unit: str
    handlungsfeld: str | None = None
    smallest: int = 3
    decimals: int = 0


def decide(command: DefineStatistic, known: StatisticDefined | None) -> Sequence[Contract]:
    """Said again it says nothing new."""
    _check(command)
    defined = StatisticDefined(**msgspec.structs.asdict(command))
    return () if defined == known else (defined,)


def evolve(known: StatisticDefined | None, fact: Contract) -> StatisticDefined | None:
    return fact if isinstance(fact, StatisticDefined) else known


def expect_defined(known: StatisticDefined | None) -> StatisticDefined:
    """Raises UnknownStatistic."""
    if known is None:
        raise UnknownStatistic
    return known


def _check(command: DefineStatistic) -> None:
    if not KEY.fullmatch(command.statistic):
        raise NoStatisticKey
    if not 0 < len(command.label.strip()) <= LONGEST_LABEL:
        raise LabelMissing
    if not 0 < len(command.unit.strip()) <= LONGEST_UNIT:
        raise UnitMissing
    if command.handlungsfeld is not None and command.handlungsfeld not in handlungsfelder():
        raise UnknownHandlungsfeld
    if not 0 <= command.smallest <= MOST_SMALLEST:
        raise SmallestOutOfRange
    if not 0 <= command.decimals <= MOST_DECIMALS:
        raise DecimalsOutOfRange


STATISTIC: Final[Decider[DefineStatistic, StatisticDefined | None]] = Decider(
    initial=None, decide=decide, evolve=evolve
)
