"""Indicators and figures as they stand in the tables of ``events``; both are small enough to be read as a whole."""

from dataclasses import dataclass
from typing import Final

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.events.words import AreaKind
from services.contracts.periods import read_period
from services.kernel.database import Pool
from services.kernel.district import district as enter

SMALLEST_SHOWN: Final = 3
STATISTICS: Final = SQL(
    "SELECT statistic, label, unit, handlungsfeld, smallest, decimals FROM {}.statistics ORDER BY statistic"
)
FIGURES: Final = SQL("""
    SELECT statistic, area_kind, area, area_label, period, value, source, persons, estimated
    FROM {}.statistic_figures WHERE %s::text IS NULL OR statistic = %s
    ORDER BY statistic, area_kind, area
""")
THRESHOLD: Final = SQL("SELECT smallest FROM {}.statistic_thresholds")


@dataclass(frozen=True, slots=True)
class Statistic:
    """An indicator; ``smallest`` 0: its figures say nothing of people."""

    statistic: str
    label: str
    unit: str
    handlungsfeld: str | None
    smallest: int
    decimals: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its source; ``value``: a decimal as text, None where the source has none."""

    statistic: str
    area_kind: AreaKind
    area: str
    area_label: str | None
    period: str
    value: str | None
    source: str
    persons: int | None
    estimated: bool


def statistics_of(pool: Pool, district: str) -> dict[str, Statistic]:
    """By key."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.cursor(row_factory=class_row(Statistic)).execute(STATISTICS.format(schema)).fetchall()
    return {row.statistic: row for row in rows}


def figures_of(pool: Pool, district: str, statistic: str | None = None) -> list[Figure]:
    """By indicator, area and period, the newest period last; of one indicator, or of all."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Figure))
        rows = cursor.execute(FIGURES.format(schema), (statistic, statistic)).fetchall()
    return sorted(rows, key=lambda row: (row.statistic, row.area_kind, row.area, read_period(row.period).order))


def latest(figures: list[Figure]) -> list[Figure]:
    """Of each indicator and area the figure of the last period; ``figures`` in the order of ``figures_of``."""
    return list({(each.statistic, each.area_kind, each.area): each for each in figures}.values())


def smallest_shown(pool: Pool, district: str) -> int:
    """From how many on the district shows its own figures."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(THRESHOLD.format(schema)).fetchone()
    return SMALLEST_SHOWN if row is None else int(row[0])
