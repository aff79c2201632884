"""Reading an import file: CSV or XLSX to a header and numbered rows of text. Nothing here knows the columns."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from services.kernel.files.failures import FileUnreadable
from services.kernel.files.limits import LONGEST_ROW, MOST_LINES, FileTooLarge, NumberedRow, counted, too_many_rows
from services.kernel.files.workbooks import first_sheet

XLSX_START: Final = b"PK\x03\x04"
OLD_OFFICE_START: Final = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx with a password

# What the CSV reader says, by how it begins.
CSV_RULES: Final[Mapping[str, str]] = {
    "unexpected end of data": "ein Anführungszeichen wird nicht geschlossen",
    "field larger": "eine Zelle ist zu lang",
    "' expected after": "nach einem schließenden Anführungszeichen steht noch Text",
}
NO_CSV: Final = "die Zeile ist nicht lesbar"


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it; a row's number is its line in the file, the header being 1."""

    header: list[str]
    rows: list[NumberedRow]


def read_table(content: bytes) -> Table:
    """CSV or XLSX by content, not by file name; raises FileUnreadable."""
    if content.startswith(OLD_OFFICE_START):
        raise FileUnreadable(
            "Alte Excel-Dateien (.xls) und solche mit Kennwort werden nicht gelesen; bitte als .xlsx speichern."
        )
    numbered = counted(_sheet_rows(content) if content.startswith(XLSX_START) else _csv_rows(content))
    first = next(numbered, None)
    if first is None or first[0] != 1:
        raise FileUnreadable("Die erste Zeile enthält keine Spaltennamen.")
    return Table(first[1], list(numbered))


def _csv_rows(content: bytes) -> Iterator[NumberedRow]:
    """Rows with the line they start on: a quoted cell may hold line breaks.

    Rows of empty cells are left out wherever they stand: a spreadsheet saves its blank rows as delimiters alone.
    """
    text = _decoded(content)
    lines = _Lines(content)
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if any(row):
                yield line, row
            line = lines.begin_row()
    except csv.Error as broken:
        message = f"Die Datei ist ab Zeile {line} keine gültige CSV-Datei: {_rule(broken)}."
        raise FileUnreadable(message) from broken


class _Lines(Iterator[str]):
    """The lines of a UTF-8 file with their ends, as the CSV reader asks for them; a row without end is cut off."""

    def __init__(self, content: bytes) -> None:
        self._lines = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="")
        self._next, self._characters = 1, 0

    def __next__(self) -> str:
        line = self._lines.readline(LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        if self._next > MOST_LINES:
            raise too_many_rows()
        self._next += 1
        self._characters += len(line)
        if self._characters > LONGEST_ROW:
            raise FileTooLarge(f"Zeile {self._next - 1} der Datei ist zu lang; fehlt davor ein Anführungszeichen?")
        return line

    def begin_row(self) -> int:
        """The number of the line that comes next; a row begins there."""
        self._characters = 0
        return self._next


def _rule(broken: csv.Error) -> str:
    return next((rule for start, rule in CSV_RULES.items() if start in str(broken)), NO_CSV)


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise FileUnreadable("Die Datei ist nicht in UTF-8 gespeichert.") from broken
    if "\x00" in text:
        raise FileUnreadable("Die Datei ist nicht in UTF-8 gespeichert oder keine Textdatei.")
    return text


def _delimiter(text: str) -> str:
    """The delimiter that the header line uses more often outside of quotes."""
    header = text.partition("\n")[0].partition("\r")[0]
    bare = "".join(header.split('"')[::2])
    return ";" if bare.count(";") > bare.count(",") else ","


def _sheet_rows(content: bytes) -> Iterator[NumberedRow]:
    """Rows of the first sheet; blank ones are left out, as in a CSV file."""
    for number, cells in enumerate(first_sheet(content), start=1):
        row = [cell_text(cell) for cell in cells]
        if any(row):
            yield number, row


def cell_text(cell: object) -> str:
    """A native cell as the text a CSV file would hold."""
    match cell:
        case None:
            return ""
        case datetime():
            whole_day = cell.time() == time.min
            return cell.date().isoformat() if whole_day else cell.isoformat(sep=" ")
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()
