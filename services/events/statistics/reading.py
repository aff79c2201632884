"""From a table to figures: header, cells, and every fault that shows without knowing what is stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from services.events.domain.statistic_area import Areas
from services.events.statistics.columns import COLUMNS, DEFINING, Column, Value, column_of
from services.kernel.deciders import RuleViolation
from services.kernel.files.cells import CellRefused
from services.kernel.files.failures import ColumnsRefused
from services.kernel.files.limits import NumberedRow
from services.kernel.files.tables import Table

MISSING = "Diese Angabe ist erforderlich."
TWICE = "Diese Zahl steht schon weiter oben in der Datei."
CONTRADICTS = "Weiter oben in der Datei steht zu dieser Kennzahl etwas anderes."


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused: column, the value at fault and the rule, in German."""

    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: values of its columns (empty cells are absent), and its faults. ``texts``: what stood there."""

    number: int
    texts: Mapping[str, str]
    values: Mapping[str, Value]
    faults: tuple[Fault, ...] = ()

    @property
    def statistic(self) -> str:
        return str(self.values["statistic"])

    @property
    def words(self) -> dict[str, Value]:
        """What it says of the indicator itself."""
        return {name: self.values[name] for name in DEFINING if name in self.values}

    def refused(self, column: str, reason: str) -> "Row":
        fault = Fault(column, self.texts.get(column, ""), reason)
        return Row(self.number, self.texts, self.values, (*self.faults, fault))


@dataclass(frozen=True, slots=True)
class Header:
    """Which column stands where and under which name, and which names mean nothing."""

    columns: Sequence[tuple[int, Column]]
    names: Mapping[str, str]
    unknown: Sequence[str]


@dataclass(slots=True)
class TableOfFigures:
    """One file for one district. Reading it keeps in mind what its rows said before."""

    areas: Areas
    words: dict[str, dict[str, Value]] = field(default_factory=dict)  # indicator -> column -> what was said first
    seen: set[tuple[Value, ...]] = field(default_factory=set)

    def rows(self, table: Table, header: Header) -> Iterator[Row]:
        """Every row in file order."""
        for numbered in table.rows:
            row = _parsed(numbered, header)
            yield row if row.faults else self._checked(row)

    def _checked(self, row: Row) -> Row:
        placed = self._placed(row)
        if placed.faults:
            return placed
        key = tuple(placed.values[name] for name in ("statistic", "area_kind", "area", "period"))
        if key in self.seen:
            return placed.refused("period", TWICE)
        said = self.words.get(placed.statistic, {})
        for name, word in placed.words.items():
            if said.get(name, word) != word:
                return placed.refused(name, CONTRADICTS)
        self.seen.add(key)
        self.words[placed.statistic] = {**placed.words, **said}
        return placed

    def _placed(self, row: Row) -> Row:
        """With the kind of its area; for the whole district its kind alone is enough."""
        kind, area = row.values.get("area_kind"), row.values.get("area")
        if area is None and kind != "district":
            return row.refused("area", MISSING)
        area = self.areas.district if area is None else str(area)
        try:
            found = self.areas.expect(area, kind)  # type: ignore[arg-type]  # its column reads nothing else
        except RuleViolation as refused:
            return row.refused(refused.field or "area", refused.title)
        return Row(row.number, row.texts, {**row.values, "area": area, "area_kind": found})


def read_header(header: Sequence[str]) -> Header:
    """Raises ColumnsRefused when a required column is missing or a column stands twice."""
    known: dict[str, tuple[int, Column]] = {}
    unknown = []
    for place, name in enumerate(header):
        column = column_of(name)
        if column is None:
            unknown.append(name)
        elif column.name in known:
            raise ColumnsRefused(f"Die Spalte {column.name} steht zweimal in der Datei.")
        else:
            known[column.name] = (place, column)
    missing = [column.name for column in COLUMNS if column.required and column.name not in known]
    if not {"area", "area_kind"} & known.keys():
        missing.append("area")
    if missing:
        raise ColumnsRefused(f"Es fehlen Pflichtspalten: {', '.join(missing)}.")
    names = {name: header[place] for name, (place, _) in known.items()}
    return Header(tuple(known.values()), names, tuple(name for name in unknown if name))


def _parsed(numbered: NumberedRow, header: Header) -> Row:
    number, cells = numbered
    texts = {column.name: cells[place] if place < len(cells) else "" for place, column in header.columns}
    values: dict[str, Value] = {}
    faults = []
    for _, column in header.columns:
        cell = texts[column.name]
        try:
            if cell:
                values[column.name] = column.read(cell)
            elif column.required:
                raise CellRefused(MISSING)  # noqa: TRY301 - one way to note a fault
        except CellRefused as refused:
            faults.append(Fault(column.name, cell, str(refused)))
    return Row(number, texts, values, tuple(faults))
