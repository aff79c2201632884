"""Plan against actual: by who pays, by what is paid for, in the whole period and in a calendar year. Pure functions.

A plan that reaches over several years is divided among them by days; its parts add up to the plan to the cent.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar, get_args

from services.contracts.districts import CostKind, FundingPlanned, FundingShare, FundingSource
from services.districts.domain.apportioning import apportioned
from services.districts.domain.funding_plans import WHOLE
from services.districts.domain.funding_state import Funding

SOURCES: Final[Sequence[FundingSource]] = get_args(FundingSource)
COSTS: Final[Sequence[CostKind]] = get_args(CostKind)
K = TypeVar("K", FundingSource, CostKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """Who pays: cents planned, called for and received; shares in hundredths of a percent of all that is."""

    source: FundingSource
    planned: int
    planned_share: int
    called: int
    received: int
    received_share: int

    @property
    def outstanding(self) -> int:
        """Called for and not received yet; below 0, more came than was called for."""
        return self.called - self.received


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """What is paid for: cents planned and spent."""

    kind: CostKind
    planned: int
    spent: int

    @property
    def left(self) -> int:
        """What may still be spent; below 0, the plan was overdrawn."""
        return self.planned - self.spent


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of one calendar year, or of all time (None); only lines in which there is any money."""

    year: int | None
    sources: Sequence[SourceLine]
    costs: Sequence[CostLine]

    @property
    def planned(self) -> int:
        return sum(each.planned for each in self.sources)

    @property
    def planned_costs(self) -> int:
        """The same as ``planned`` but for cents of rounding, where a plan was divided among years."""
        return sum(each.planned for each in self.costs)

    @property
    def called(self) -> int:
        return sum(each.called for each in self.sources)

    @property
    def received(self) -> int:
        return sum(each.received for each in self.sources)

    @property
    def spent(self) -> int:
        return sum(each.spent for each in self.costs)


def figures(funding: Funding, year: int | None = None) -> Figures:
    """Plan against actual of that calendar year, or of the whole period."""
    shares: Counter[FundingSource] = Counter()
    costs: Counter[CostKind] = Counter()
    for plan in funding.plans.values():
        for share in plan.shares:
            shares[share.source] += _in_year(share.cents, plan, year)
        for cost in plan.costs:
            costs[cost.kind] += _in_year(cost.cents, plan, year)
    called = _summed(((each.source, each.cents, each.on) for each in funding.requests.values()), year)
    received = _summed(((each.source, each.cents, each.on) for each in funding.payments.values()), year)
    spent = _summed(((each.kind, each.cents, each.on) for each in funding.expenses.values()), year)
    return Figures(year=year, sources=_sources(shares, called, received), costs=_costs(costs, spent))


def calendar_years(funding: Funding) -> list[int]:
    """The years in which anything is planned or happened."""
    days = [day for plan in funding.plans.values() for day in (plan.first_day, plan.last_day)]
    days += [each.on for each in funding.expenses.values()]
    days += [each.on for each in funding.requests.values()]
    days += [each.on for each in funding.payments.values()]
    days += [day for post in funding.posts.values() for day in (post.first_day, post.last_day)]
    return list(range(min(days).year, max(days).year + 1)) if days else []


def shares_of(plan: FundingPlanned) -> list[tuple[FundingShare, int]]:
    """Each share with its part of the plan in hundredths of a percent; together they are 100 percent."""
    parts = apportioned(WHOLE, [share.cents for share in plan.shares])
    return list(zip(plan.shares, parts, strict=True))


def by_year(cents: int, first_day: date, last_day: date) -> Mapping[int, int]:
    """An amount of a period by calendar year, by days."""
    years = range(first_day.year, last_day.year + 1)
    days = [(min(last_day, date(year, 12, 31)) - max(first_day, date(year, 1, 1))).days + 1 for year in years]
    return dict(zip(years, apportioned(cents, days), strict=True))


def _in_year(cents: int, plan: FundingPlanned, year: int | None) -> int:
    if year is None:
        return cents
    return by_year(cents, plan.first_day, plan.last_day).get(year, 0)


def _summed(booked: Iterable[tuple[K, int, date]], year: int | None) -> Counter[K]:
    """Amounts by what they are of."""
    sums: Counter[K] = Counter()
    for key, cents, on in booked:
        if year in {None, on.year}:
            sums[key] += cents
    return sums


def _sources(
    planned: Mapping[FundingSource, int], called: Mapping[FundingSource, int], received: Mapping[FundingSource, int]
) -> Sequence[SourceLine]:
    found = [each for each in SOURCES if planned.get(each) or called.get(each) or received.get(each)]
    planned_shares = apportioned(WHOLE, [planned.get(each, 0) for each in found])
    received_shares = apportioned(WHOLE, [received.get(each, 0) for each in found])
    return [
        SourceLine(
            source=each,
            planned=planned.get(each, 0),
            planned_share=planned_shares[place],
            called=called.get(each, 0),
            received=received.get(each, 0),
            received_share=received_shares[place],
        )
        for place, each in enumerate(found)
    ]


def _costs(planned: Mapping[CostKind, int], spent: Mapping[CostKind, int]) -> Sequence[CostLine]:
    return [
        CostLine(kind=each, planned=planned.get(each, 0), spent=spent.get(each, 0))
        for each in COSTS
        if planned.get(each) or spent.get(each)
    ]
