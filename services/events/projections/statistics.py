"""Which indicators are there, with which figures, and from how many on are own ones shown? Read by social reporting."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.events import SmallestShownSet, StatisticDefined, StatisticRecorded, StatisticWithdrawn
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

STATISTICS = Table(
    "statistics",
    "statistic",
    ("label", "unit", "handlungsfeld", "smallest", "decimals"),
    key_type="text",
    versioned=False,
)
FIGURES = Table(
    "statistic_figures",
    "figure",
    ("statistic", "area_kind", "area", "area_label", "period", "value", "source", "persons", "estimated"),
    key_type="text",
    versioned=False,
)
THRESHOLDS = Table("statistic_thresholds", "threshold", ("smallest",), key_type="text", versioned=False)

Fact: TypeAlias = StatisticDefined | StatisticRecorded | StatisticWithdrawn | SmallestShownSet


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    fact = recorded.fact
    match fact:
        case StatisticDefined():
            words = (fact.label, fact.unit, fact.handlungsfeld, fact.smallest, fact.decimals)
            return [Put(STATISTICS, fact.statistic, words)]
        case StatisticRecorded():
            place = (fact.statistic, fact.area_kind, fact.area, fact.area_label, fact.period)
            said = (fact.value, fact.source, fact.persons, fact.estimated)
            return [Put(FIGURES, key_of(fact), (*place, *said))]
        case StatisticWithdrawn():
            return [Drop(FIGURES, key_of(fact))]
        case SmallestShownSet():
            return [Put(THRESHOLDS, "own", (fact.smallest,))]
        case _:
            assert_never(fact)


def key_of(fact: StatisticRecorded | StatisticWithdrawn) -> str:
    """What a figure is known by; of its parts only the area may hold a blank."""
    return f"{fact.statistic} {fact.area_kind} {fact.area} {fact.period}"


statistics = Projection(
    "statistics",
    version=1,
    tables=(STATISTICS, FIGURES, THRESHOLDS),
    reads=(StatisticDefined, StatisticRecorded, StatisticWithdrawn, SmallestShownSet),
    fold=keep,
)
