"""From a table to typed rows: header names, cells, and every fault that shows without knowing what is stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.intake.imports.cells import Value
from services.intake.imports.columns import KEYS, Column, Kind, column_of, columns
from services.kernel.files.cells import CellRefused
from services.kernel.files.failures import ColumnsRefused
from services.kernel.files.limits import NumberedRow
from services.kernel.files.tables import Table


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused: column, the value at fault and the rule, in German."""

    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning; ``row`` 1 speaks of the header. ``rule``: its id in the table of rules, where it stands there."""

    row: int
    column: str
    text: str
    rule: str | None = None

    def __str__(self) -> str:
        return f"Zeile {self.row}, Spalte {self.column}: {self.text}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the texts of its known columns, their values (None: empty), and its faults."""

    number: int
    texts: Mapping[str, str]
    values: Mapping[str, Value | None]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """Which known column stands where in the file, under which name, and which names mean nothing."""

    columns: tuple[tuple[int, Column], ...]
    names: Mapping[str, str]
    unknown: tuple[str, ...]


def read_header(kind: Kind, header: Sequence[str]) -> Header:
    """Raises ColumnsRefused when a required column is missing or a column stands twice."""
    known: dict[str, tuple[int, Column]] = {}
    unknown = []
    for place, name in enumerate(header):
        column = column_of(kind, name)
        if column is None:
            unknown.append(name)
        elif column.name in known:
            raise ColumnsRefused(f"Die Spalte {column.name} steht zweimal in der Datei.")
        else:
            known[column.name] = (place, column)
    _refuse_missing(kind, known)
    names = {name: header[place] for name, (place, _) in known.items()}
    return Header(tuple(known.values()), names, tuple(name for name in unknown if name))


def _refuse_missing(kind: Kind, known: Mapping[str, object]) -> None:
    missing = [column.name for column in columns(kind) if column.required and column.name not in known]
    if missing:
        raise ColumnsRefused(f"Es fehlen Pflichtspalten: {', '.join(missing)}.")


def read_rows(kind: Kind, table: Table, header: Header) -> Iterator[Row]:
    """Every row in file order; a key that stood in an earlier row is a fault of the later one."""
    seen: set[str] = set()
    for numbered in table.rows:
        row = read_row(numbered, header)
        key = row.texts[KEYS[kind] or "participant_no"]
        if KEYS[kind] and key in seen:
            yield _second(row, KEYS[kind] or "", key)
        else:
            yield row
        if key:
            seen.add(key)


def read_row(numbered: NumberedRow, header: Header) -> Row:
    number, cells = numbered
    texts = {column.name: cells[place] if place < len(cells) else "" for place, column in header.columns}
    return parsed(number, texts, (column for _, column in header.columns))


def parsed(number: int, texts: Mapping[str, str], known: Iterable[Column]) -> Row:
    """The values behind the texts of these columns."""
    values: dict[str, Value | None] = {}
    faults = []
    for column in known:
        cell = texts[column.name]
        try:
            values[column.name] = _value(column, cell)
        except CellRefused as refused:
            faults.append(Fault(column.name, cell, str(refused)))
    return Row(number, texts, values, tuple(faults))


def _value(column: Column, cell: str) -> Value | None:
    if cell:
        return column.read(cell)
    if column.required:
        raise CellRefused("Diese Angabe ist erforderlich.")
    return None


def _second(row: Row, column: str, key: str) -> Row:
    reason = "Dieser Schlüssel steht schon weiter oben in der Datei."
    return Row(row.number, row.texts, row.values, (Fault(column, key, reason),))
