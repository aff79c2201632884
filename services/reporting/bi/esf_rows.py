"""Rows of the views ``esf_indicators`` and ``participations``: all operations of a district, made safe."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from psycopg import Connection

from services.reporting.bi.areas import Protected, protected
from services.reporting.bi.counted import Counted, CountedQuestion, counted, outputs_of
from services.reporting.bi.families import AGE, EMPLOYMENT, Family, families, traits_of
from services.reporting.bi.groups import Grouping
from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.cells import GENDERS
from services.reporting.domain.figures import Figures
from services.reporting.esf import EsfQuestion, figures_of, rules_of
from services.reporting.knowledge import Knowledge
from services.reporting.operations import OperationRow, known_operations

LAST_DAY: Final = (12, 31)

Row = tuple[Any, ...]


def esf_rows(
    conn: Connection[Any], district: str, knowledge: Knowledge, today: date, smallest: int
) -> tuple[list[Row], list[Row]]:
    """Of ``esf_indicators``: operation, Sozialraum, year, indicator, gender, value; and of ``participations``."""
    indicators: list[Row] = []
    participations: list[Row] = []
    for operation in known_operations(conn, district):
        of = _OfOperation(conn, district, operation, knowledge, today)
        indicators += of.totals()
        if of.rules.settings.participant_based:
            people = of.people()
            shown = protected(people, of.rules.catalogue, smallest)
            indicators += of.below(shown)
            participations += of.groups(people, shown, smallest)
    return indicators, participations


class _OfOperation:
    """One operation at one state of knowledge; its totals are those of the ESF report."""

    def __init__(
        self, conn: Connection[Any], district: str, operation: OperationRow, knowledge: Knowledge, today: date
    ) -> None:
        self._conn, self._district, self._knowledge = conn, district, knowledge
        self._key = operation.operation
        self.rules = rules_of(conn, district, EsfQuestion(operation=self._key, as_of=today), knowledge)
        first = min(operation.start.year, today.year)
        self._ends = {year: min(date(year, *LAST_DAY), today) for year in range(first, today.year + 1)}
        self._figures = {year: self._figures_at(end) for year, end in self._ends.items()}

    def _figures_at(self, end: date) -> Figures:
        question = EsfQuestion(operation=self._key, as_of=end)
        return figures_of(self._conn, self._district, question, self.rules, self._knowledge)

    def totals(self) -> Iterator[Row]:
        """Of the operation as a whole: exact, as reported; what nobody collects has no row."""
        for year, figures in self._figures.items():
            for one in self.rules.catalogue.indicators:
                if one.unit == "entities":
                    yield (self._key, None, year, one.code, None, figures.entities.get(one.code, 0))
                elif one.collected:
                    for gender in GENDERS:
                        yield (self._key, None, year, one.code, gender, figures.compared.now.value(one.code, gender))

    def people(self) -> Counted:
        question = CountedQuestion(operation=self._key, rules=self.rules, knowledge=self._knowledge, ends=self._ends)
        return counted(self._conn, self._district, question)

    def below(self, shown: Protected) -> Iterator[Row]:
        """By Sozialraum; an estimate is one of the whole operation, so that year has none below it."""
        collected = {one.code for one in self.rules.catalogue.indicators if one.collected}
        for (year, area, gender, code), value in shown.values.items():
            if code in collected and code not in self._figures[year].estimated:
                yield (self._key, area, year, code, gender, value)

    def groups(self, people: Counted, shown: Protected, smallest: int) -> Iterator[Row]:
        grouping = Grouping(people, shown, traits(self.rules.catalogue), smallest)
        for key, persons in grouping.rows().items():
            yield (self._key, *key, persons)


def traits(catalogue: Catalogue) -> Mapping[str, Family]:
    """The families that divide people by age and by employment."""
    found: dict[str, Family] = {}
    for family in families(catalogue, outputs_of(catalogue)):
        traits = frozenset().union(*(traits_of(catalogue, code) for code in family))
        found.update({trait: family for trait in (AGE, EMPLOYMENT) if trait in traits})
    return found
