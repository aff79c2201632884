"""One operation's indicators by Sozialraum and year: which numbers are shown, and which rows of which trait.

People are divided family by family (:mod:`families`) into parts that do not overlap; a family's row of a Sozialraum is
shown only where the number of all people there is shown as well. Women, men and others are tables of their own.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from services.reporting.bi.area_tables import AreaTable, Bounds, Line, Place, Row, Shown
from services.reporting.bi.counted import Counted, Group, outputs_of, results_of
from services.reporting.bi.families import Family, families
from services.reporting.domain.catalogue import Catalogue

Cell = tuple[int, str, str, str]  # year, Sozialraum, gender, code


@dataclass(frozen=True, slots=True)
class Protected:
    """``values``: shown and hidden (None) numbers. ``everybody`` and ``by_family``: which rows are shown, by gender."""

    values: Mapping[Cell, int | None]
    everybody: Mapping[str, Shown]
    by_family: Mapping[tuple[str, Family], Shown]


def protected(counted: Counted, catalogue: Catalogue, smallest: int) -> Protected:
    """All numbers below the operation, made safe."""
    everybody: dict[str, Shown] = {}
    by_family: dict[tuple[str, Family], Shown] = {}
    values: dict[Cell, int | None] = {}
    for gender in counted.genders:
        of = _OfGender(counted, gender, smallest)
        everybody[gender], tables = of.divided(catalogue)
        for codes, (table, shown) in tables.items():
            by_family[gender, codes] = shown
            for code in codes:
                values.update(of.cells(code, shown, table.grows))
    return Protected(values, everybody, by_family)


@dataclass(frozen=True, slots=True)
class _OfGender:
    counted: Counted
    gender: str
    smallest: int

    @property
    def _groups(self) -> list[Group]:
        return [group for group in self.counted.groups if group.gender == self.gender]

    @property
    def _places(self) -> Iterator[Place]:
        return product(self.counted.years, self.counted.areas)

    def divided(self, catalogue: Catalogue) -> tuple[Shown, Mapping[Family, tuple[AreaTable, Shown]]]:
        """Which rows are shown of all people, and of every family; what the first betray of the others is hidden."""
        people = self._table({place: (number,) for place, number in self._number(None).items()})
        hidden: frozenset[Place] = frozenset()
        while True:
            everybody = people.shown(hidden)
            told = frozenset((year, area) for year, areas in everybody.items() for area in areas)
            tables = self._shown(self._tables(catalogue, told))
            limits = self._limits(people, everybody, tables)
            tables = self._shown({codes: replace(table, limits=limits) for codes, (table, _) in tables.items()})
            betrayed = {year for table, shown in tables.values() for year in table.betrayed(shown) if everybody[year]}
            if not betrayed:
                return everybody, tables
            for year in betrayed:
                hidden |= people.least({(year, area) for area in everybody[year]})

    def _shown(self, tables: Mapping[Family, AreaTable]) -> Mapping[Family, tuple[AreaTable, Shown]]:
        return {codes: (table, table.shown()) for codes, table in tables.items()}

    def _limits(
        self, people: AreaTable, everybody: Shown, tables: Mapping[Family, tuple[AreaTable, Shown]]
    ) -> Mapping[Place, int]:
        """How many people are at most where their number is hidden: by any trait, and by what others leave at least."""
        found: dict[Place, int] = {}
        by_trait = [table.most(shown) for table, shown in tables.values() if table.grows]
        for year in self.counted.years:
            hidden = [(year, area) for area in self.counted.areas if area not in everybody[year]]
            left = sum(people.rows[place][0] for place in hidden)
            high = {place: [min([left, *(each[place] for each in by_trait)])] for place in hidden}
            bounds = Bounds({place: [0] for place in hidden}, high)
            bounds.tighten(Line([(place, 0) for place in hidden], left))
            found.update({place: bounds.high[place][0] for place in hidden})
        return found

    def _tables(self, catalogue: Catalogue, told: frozenset[Place]) -> Mapping[Family, AreaTable]:
        outputs = {codes: self.outputs(codes, told) for codes in families(catalogue, outputs_of(catalogue))}
        return {**outputs, **{(code,): self.results(code, told) for code in results_of(catalogue)}}

    def result(self, code: str) -> Mapping[Place, int]:
        return {
            (year, area): self.counted.results.get((year, area, self.gender, code), 0) for year, area in self._places
        }

    def outputs(self, family: Family, told: frozenset[Place]) -> AreaTable:
        """The parts are the ways in which the family's indicators come together."""
        kinds = sorted({tuple(code in group.codes for code in family) for group in self._groups})
        parts: Counter[tuple[int, str, tuple[bool, ...]]] = Counter()
        for group in self._groups:
            parts[group.year, group.area, tuple(code in group.codes for code in family)] += group.persons
        rows = {
            (year, area): tuple(sum(parts[entered, area, kind] for entered in self._entered(year)) for kind in kinds)
            for year, area in self._places
        }
        return self._table(rows, told)

    def results(self, code: str, told: frozenset[Place]) -> AreaTable:
        """Two parts: who counts under a result and who does not; a later status may take a result back."""
        people = self._number(None)
        rows = {place: (number, people[place] - number) for place, number in self.result(code).items()}
        return self._table(rows, told, grows=False)

    def cells(self, code: str, shown: Shown, on_entry: bool) -> Mapping[Cell, int | None]:  # noqa: FBT001
        """Where nobody at all counts, that is known to everybody."""
        numbers = self._number(code) if on_entry else self.result(code)
        total = Counter[int]()
        for (year, _), number in numbers.items():
            total[year] += number
        return {
            (year, area, self.gender, code): number if area in shown[year] or not total[year] else None
            for (year, area), number in numbers.items()
        }

    def _number(self, code: str | None) -> Mapping[Place, int]:
        entered: Counter[Place] = Counter()
        for group in self._groups:
            if code is None or code in group.codes:
                entered[group.year, group.area] += group.persons
        return {
            (year, area): sum(entered[before, area] for before in self._entered(year)) for year, area in self._places
        }

    def _entered(self, year: int) -> Sequence[int]:
        """The years in which people entered who are counted by the end of this one."""
        return sorted({group.year for group in self._groups if group.year <= year})

    def _table(
        self, rows: Mapping[Place, Row], told: frozenset[Place] | None = None, *, grows: bool = True
    ) -> AreaTable:
        return AreaTable(
            rows=rows,
            years=self.counted.years,
            areas=self.counted.areas,
            smallest=self.smallest,
            grows=grows,
            open_sums=told,
        )
