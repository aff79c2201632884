"""A figure of an indicator: one value of one area and period, with its source. Recorded again it was corrected."""

from collections.abc import Sequence
from typing import Final, TypeAlias

import msgspec

from services.contracts.decimals import NoDecimal, canonical
from services.contracts.events import StatisticRecorded, StatisticWithdrawn
from services.contracts.events.words import AreaKind
from services.contracts.periods import NoPeriod, read_period
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

LONGEST_SOURCE: Final = 500
LONGEST_AREA_LABEL: Final = 200
MOST_PERSONS: Final = 100_000_000


class WrongPeriod(RuleViolation):
    title = "Ein Zeitraum wird so geschrieben: 2025, 2025-H1, 2025-Q3, 2025-07 oder 2025-07-31."
    field = "period"


class WrongValue(RuleViolation):
    title = "Der Wert ist keine Zahl."
    field = "value"


class SourceMissing(RuleViolation):
    title = f"Jede Zahl braucht eine Quelle von höchstens {LONGEST_SOURCE} Zeichen."
    field = "source"


class AreaLabelTooLong(RuleViolation):
    title = f"Die Bezeichnung eines Gebiets hat höchstens {LONGEST_AREA_LABEL} Zeichen."
    field = "area_label"


class PersonsOutOfRange(RuleViolation):
    title = "Personen sind eine ganze Zahl ab 0."
    field = "persons"


class FigureNotThere(RuleViolation):
    title = "Diese Zahl gibt es nicht."


class RecordFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One figure; its indicator is defined and its area is known, see the desk. ``value`` None: the source has none."""

    statistic: str
    area_kind: AreaKind
    area: str
    period: str
    value: str | None
    source: str
    persons: int | None = None
    estimated: bool = False
    area_label: str | None = None


class WithdrawFigure(msgspec.Struct, frozen=True, kw_only=True):
    """The figure was recorded by mistake."""


Command: TypeAlias = RecordFigure | WithdrawFigure


def decide(command: Command, known: StatisticRecorded | None) -> Sequence[Contract]:
    """Recorded again as it is, it says nothing new; an area keeps its label until another one is said."""
    match command:
        case RecordFigure():
            _check(command)
            said = msgspec.structs.asdict(command)
            recorded = StatisticRecorded(**{**said, "value": _value(command.value)})
            if known is not None and recorded.area_label is None:
                recorded = msgspec.structs.replace(recorded, area_label=known.area_label)
            return () if recorded == known else (recorded,)
        case WithdrawFigure():
            if known is None:
                raise FigureNotThere
            place = {name: getattr(known, name) for name in ("statistic", "area_kind", "area", "period")}
            return (StatisticWithdrawn(**place),)


def evolve(known: StatisticRecorded | None, fact: Contract) -> StatisticRecorded | None:
    match fact:
        case StatisticRecorded():
            return fact
        case StatisticWithdrawn():
            return None
    return known


def _check(command: RecordFigure) -> None:
    try:
        read_period(command.period)
    except NoPeriod as refused:
        raise WrongPeriod(str(refused)) from None
    if not 0 < len(command.source.strip()) <= LONGEST_SOURCE:
        raise SourceMissing
    if command.area_label is not None and len(command.area_label) > LONGEST_AREA_LABEL:
        raise AreaLabelTooLong
    if command.persons is not None and not 0 <= command.persons <= MOST_PERSONS:
        raise PersonsOutOfRange


def _value(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return canonical(text)
    except NoDecimal as refused:
        raise WrongValue(str(refused)) from None


FIGURE: Final[Decider[Command, StatisticRecorded | None]] = Decider(initial=None, decide=decide, evolve=evolve)
