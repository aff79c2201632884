"""Which figures of others were known, and how small may they be, at which position of events' log? Read by profiles."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.events import SmallestShownSet, StatisticDefined, StatisticRecorded, StatisticWithdrawn
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

STATISTICS = Table(
    "statistic_versions",
    "statistic",
    ("label", "unit", "handlungsfeld", "smallest", "decimals", "fact"),
    key_type="text",
)
FIGURES = Table(
    "figure_versions",
    "figure",
    ("statistic", "area_kind", "area", "area_label", "period", "value", "source", "persons", "estimated", "fact"),
    key_type="text",
)
THRESHOLDS = Table("threshold_versions", "threshold", ("smallest", "fact"), key_type="text")

Fact: TypeAlias = StatisticDefined | StatisticRecorded | StatisticWithdrawn | SmallestShownSet


def keep_version(recorded: Recorded[Fact]) -> Iterable[Change]:
    """The last words of each indicator, the last value of each figure, the last threshold of the district."""
    fact = recorded.fact
    match fact:
        case StatisticDefined():
            words = (fact.label, fact.unit, fact.handlungsfeld, fact.smallest, fact.decimals)
            return [Put(STATISTICS, fact.statistic, (*words, recorded.id))]
        case StatisticRecorded():
            place = (fact.statistic, fact.area_kind, fact.area, fact.area_label, fact.period)
            said = (fact.value, fact.source, fact.persons, fact.estimated)
            return [Put(FIGURES, _key(fact), (*place, *said, recorded.id))]
        case StatisticWithdrawn():
            return [Drop(FIGURES, _key(fact))]
        case SmallestShownSet():
            return [Put(THRESHOLDS, "own", (fact.smallest, recorded.id))]
        case _:
            assert_never(fact)


def _key(fact: StatisticRecorded | StatisticWithdrawn) -> str:
    return f"{fact.statistic} {fact.area_kind} {fact.area} {fact.period}"


statistic_versions = Projection(
    "statistic_versions",
    version=1,
    tables=(STATISTICS, FIGURES, THRESHOLDS),
    reads=(StatisticDefined, StatisticRecorded, StatisticWithdrawn, SmallestShownSet),
    fold=keep_version,
)
