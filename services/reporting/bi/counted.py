"""The counted people of one operation, grouped by what BI tools may ask of them; and results at the end of each year.

By the same statement as the ESF report, asked another question: who is counted, and under what, cannot differ.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.reporting.domain.catalogue import Catalogue
from services.reporting.esf import Rules
from services.reporting.esf_sql import AFTER_EXIT, of_judged
from services.reporting.knowledge import Knowledge
from services.reporting.linking.groups import Linked
from services.reporting.linking.reading import linked_in

CARRIED: Final = ("sozialraum", "entry_date", "age", "employment")
GROUPS: Final = """\
SELECT sozialraum, gender, extract(year FROM entry_date)::int, 1 + (extract(month FROM entry_date) > 6)::int,
    CASE WHEN age < 18 THEN 'unter 18' WHEN age < 30 THEN '18-29' WHEN age < 55 THEN '30-54'
        WHEN age >= 55 THEN 'ab 55' ELSE 'unbekannt' END,
    coalesce(employment, 'unbekannt'), ARRAY[{codes}]::boolean[], count(*)
FROM judged WHERE reason IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7"""
RESULTS: Final = "SELECT sozialraum, gender, {counts} FROM judged WHERE reason IS NULL GROUP BY 1, 2"
COUNT: Final = "count(*) FILTER (WHERE {})"


class Group(NamedTuple):
    """People who are alike in all of this; ``codes``: the outputs that they count under."""

    area: str
    gender: str
    year: int
    half: int
    age_band: str
    employment: str
    codes: frozenset[str]
    persons: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Everybody counted by the last of ``years``; ``results``: persons by year, Sozialraum, gender and code."""

    years: Sequence[int]
    groups: Sequence[Group]
    results: Mapping[tuple[int, str, str, str], int]

    @property
    def areas(self) -> list[str]:
        return sorted({group.area for group in self.groups})

    @property
    def genders(self) -> list[str]:
        return sorted({group.gender for group in self.groups})


def outputs_of(catalogue: Catalogue) -> list[str]:
    """The codes that are decided on entry."""
    return [one.code for one in catalogue.indicators if one.when is not None and one.stage not in AFTER_EXIT]


def results_of(catalogue: Catalogue) -> list[str]:
    """The codes that statuses after exit decide."""
    return [one.code for one in catalogue.indicators if one.when is not None and one.stage in AFTER_EXIT]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedQuestion:
    """``ends``: for each year the day as of which it is counted, the years in order."""

    operation: str
    rules: Rules
    knowledge: Knowledge
    ends: Mapping[int, date]


def counted(conn: Connection[Any], district: str, question: CountedQuestion) -> Counted:
    """Inside a transaction in the district that sees one snapshot; who is linked is counted as one."""
    groups = linked_in(conn, district, question.operation, question.knowledge)
    asking = _Asking(conn, district, question, groups)
    return Counted(list(question.ends), list(_groups(asking)), _results(asking))


@dataclass(frozen=True, slots=True)
class _Asking:
    conn: Connection[Any]
    district: str
    question: CountedQuestion
    groups: Linked

    @property
    def catalogue(self) -> Catalogue:
        return self.question.rules.catalogue

    def rows(self, question: str, as_of: date, **parts: Any) -> list[tuple[Any, ...]]:
        asked = self.question
        statement = of_judged(
            self.catalogue,
            schema_of(self.district),
            SQL(question).format(**parts),
            eso_4_12=asked.rules.eso_4_12,
            settled=asked.rules.settings.settled,
            carried=CARRIED,
            grouped=bool(self.groups),
        )
        values = {"operation": asked.operation, "as_of": as_of, "before": as_of, **asked.knowledge.positions}
        return self.conn.execute(statement, {**values, **self.groups.values}).fetchall()


def _groups(asking: _Asking) -> Iterator[Group]:
    codes = outputs_of(asking.catalogue)
    columns = SQL(", ").join(map(Identifier, codes))
    for row in asking.rows(GROUPS, max(asking.question.ends.values()), codes=columns):
        *traits, under, persons = row
        area, gender, year, half, age_band, employment = traits
        counts = frozenset(code for code, there in zip(codes, under, strict=True) if there)
        yield Group(area, gender, year, half, age_band, employment, counts, persons)


def _results(asking: _Asking) -> Mapping[tuple[int, str, str, str], int]:
    codes = results_of(asking.catalogue)
    found: Counter[tuple[int, str, str, str]] = Counter()
    counts = SQL(", ").join(SQL(COUNT).format(Identifier(code)) for code in codes)
    for year, end in asking.question.ends.items():
        for area, gender, *numbers in asking.rows(RESULTS, end, counts=counts):
            found.update({(year, area, gender, code): n for code, n in zip(codes, numbers, strict=True)})
    return found
