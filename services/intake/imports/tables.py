"""Reading an import file: CSV or XLSX to a header and numbered rows of text. Nothing here knows the columns."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, TypeAlias

from services.intake.imports.failures import FileUnreadable

NumberedRow: TypeAlias = tuple[int, list[str]]

XLSX_START: Final = b"PK\x03\x04"
XLS_START: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it; a row's number is its line in the file, the header being 1."""

    header: list[str]
    rows: list[NumberedRow]


def read_table(content: bytes) -> Table:
    """CSV or XLSX by content, not by file name; raises FileUnreadable."""
    if content.startswith(XLS_START):
        raise FileUnreadable("Alte Excel-Dateien (.xls) werden nicht gelesen; bitte als .xlsx speichern.")
    numbered = _sheet_rows(content) if content.startswith(XLSX_START) else _csv_rows(content)
    first = next(numbered, None)
    if first is None or first[0] != 1 or not any(first[1]):
        raise FileUnreadable("Die erste Zeile enthält keine Spaltennamen.")
    return Table(first[1], list(_without_trailing_blanks(numbered)))


def _csv_rows(content: bytes) -> Iterator[NumberedRow]:
    """Rows with the line they start on: a quoted cell may hold line breaks."""
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, [cell.strip() for cell in row]
            line = reader.line_num + 1
    except csv.Error as broken:
        message = f"Die Datei ist ab Zeile {line} keine gültige CSV-Datei ({broken})."
        raise FileUnreadable(message) from broken


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
    """Rows of the first sheet; rows without any cell are left out, as blank lines of a CSV file are."""
    for number, cells in enumerate(_raw_rows(content), start=1):
        row = [cell_text(cell) for cell in cells]
        if any(row):
            yield number, row


def _raw_rows(content: bytes) -> Iterable[Sequence[object]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - takes 0.2 s that a CSV import need not wait for

    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # some programs write a wrong size; the rows themselves are right
        return list(sheet.iter_rows(values_only=True))
    except Exception as broken:  # a broken workbook raises whatever its parser met
        raise FileUnreadable("Die Excel-Datei ist beschädigt oder leer.") from broken


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


def _without_trailing_blanks(rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
    """Rows of empty cells count only when a filled one follows: spreadsheets leave them at the end."""
    waiting: list[NumberedRow] = []
    for number, row in rows:
        waiting.append((number, row))
        if any(row):
            yield from waiting
            waiting.clear()
