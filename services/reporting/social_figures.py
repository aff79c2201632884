"""Figures of others as they stood at a position of events' log, with those that stand for too few people hidden."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from psycopg import Connection
from psycopg.rows import class_row
from psycopg.sql import SQL, Identifier

from services.contracts.events.words import AreaKind
from services.contracts.periods import Period, read_period
from services.contracts.small_figures import counts_people, is_small, people_behind
from services.kernel.district import schema_of
from services.reporting.domain.small_areas import told

VALID: Final = "valid_from <= %(events)s AND (valid_to IS NULL OR valid_to > %(events)s)"
STATISTICS: Final = SQL(f"""
    SELECT statistic, label, unit, handlungsfeld, smallest, decimals FROM {{s}}.statistic_versions
    WHERE {VALID} ORDER BY statistic
""")  # noqa: S608 - a constant
FIGURES: Final = SQL(f"""
    SELECT statistic, area_kind, area, area_label, period, value, source, persons, estimated
    FROM {{s}}.figure_versions WHERE {VALID} ORDER BY statistic, area_kind, area
""")  # noqa: S608 - a constant


@dataclass(frozen=True, slots=True)
class Statistic:
    """An indicator and its words."""

    statistic: str
    label: str
    unit: str
    handlungsfeld: str | None
    smallest: int
    decimals: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its source; ``value``: a decimal as text, None where the source has none or it is ``hidden``."""

    statistic: str
    area_kind: AreaKind
    area: str
    area_label: str | None
    period: str
    value: str | None
    source: str
    persons: int | None
    estimated: bool
    hidden: bool = False

    @property
    def spans(self) -> Period:
        return read_period(self.period)


@dataclass(frozen=True, slots=True)
class SocialFigures:
    """All of a district's, by indicator; figures by area, the newest period last."""

    statistics: Mapping[str, Statistic]
    figures: Sequence[Figure]

    def of_area(self, kind: AreaKind, area: str) -> list[Figure]:
        return [each for each in self.figures if (each.area_kind, each.area) == (kind, area)]

    def latest(self, statistic: str) -> list[Figure]:
        """The last figure of each area that has a value: by value, then by name."""
        last = {(each.area_kind, each.area): each for each in self.figures if each.statistic == statistic}
        return sorted(last.values(), key=_rank)


def social_figures(conn: Connection[Any], district: str, positions: Mapping[str, int], as_of: date) -> SocialFigures:
    """What was known of periods that had begun by then; ``positions`` names that of ``events``."""
    schema, values = Identifier(schema_of(district)), {"events": positions["events"]}
    words = conn.cursor(row_factory=class_row(Statistic)).execute(STATISTICS.format(s=schema), values).fetchall()
    rows = conn.cursor(row_factory=class_row(Figure)).execute(FIGURES.format(s=schema), values).fetchall()
    statistics = {each.statistic: each for each in words}
    begun = [each for each in rows if each.spans.first <= as_of]
    return SocialFigures(statistics, _ordered(_protected(begun, statistics)))


def _ordered(figures: Iterable[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda each: (each.statistic, each.area_kind, each.area, each.spans.order))


def _protected(figures: Sequence[Figure], statistics: Mapping[str, Statistic]) -> Iterable[Figure]:
    """Counts of people are protected against subtraction among areas of a kind, too: a source tells their total."""
    by_total = sorted(figures, key=_total)
    for (statistic, _, _), found in groupby(by_total, key=_total):
        yield from _protected_together(list(found), statistics[statistic])


def _protected_together(figures: Sequence[Figure], statistic: Statistic) -> Iterable[Figure]:
    people = {each.area: people_behind(each.value, statistic.unit, each.persons) for each in figures}
    known = {area: number for area, number in people.items() if number is not None}
    shown = told(known, statistic.smallest) if counts_people(statistic.unit) else known.keys()
    for each in figures:
        small = is_small(each.value, statistic.unit, each.persons, statistic.smallest)
        if small or (each.area in known and each.area not in shown):
            yield replace(each, value=None, persons=None, hidden=True)
        else:
            yield each


def _total(figure: Figure) -> tuple[str, str, str]:
    """What its figures could be added up to."""
    return figure.statistic, figure.area_kind, figure.period


def _rank(figure: Figure) -> tuple[bool, Decimal, str, str]:
    """Exact decimals; of equal ones the name decides; those without a value stand last."""
    value = Decimal(0) if figure.value is None else Decimal(figure.value)
    return figure.value is None, value, figure.area_label or figure.area, figure.area
