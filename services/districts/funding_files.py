"""Tables of funding as files: CSV for any table program, XLSX with a sheet each; the same values, the same bytes."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from services.districts.funding_sheets import Cell, Sheet
from services.kernel.pages.wording import day

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a person typed stays text, even where it begins like a formula.
OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
FORMULA_STARTS: Final = frozenset("=+-@\t\r")
WIDTH: Final = 18


def csv_bytes(sheet: Sheet) -> bytes:
    """With semicolons, decimal commas and a byte order mark, as German table programs open it."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(sheet.columns)
    table.writerows([[_text(cell) for cell in row] for row in sheet.rows])
    return f"\ufeff{out.getvalue()}".encode()


def workbook_bytes(title: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a sheet a table."""
    written = io.BytesIO()
    with Workbook(written, OPTIONS) as book:
        book.set_properties({"title": title, "created": MADE})
        formats = _Formats(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.title), sheet, formats)
    return written.getvalue()


class _Formats:
    """How values look in one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.bold: Format = book.add_format({"bold": True})
        self.money: Format = book.add_format({"num_format": "#,##0.00"})
        self.day: Format = book.add_format({"num_format": "dd.mm.yyyy"})


def _write(worksheet: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    for place, column in enumerate(sheet.columns):
        worksheet.write_string(0, place, column, formats.bold)
    for line, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            _write_cell(worksheet, (line, place), cell, formats)
    worksheet.set_column(0, len(sheet.columns) - 1, WIDTH)
    worksheet.freeze_panes(1, 0)
    worksheet.repeat_rows(0)
    worksheet.fit_to_pages(1, 0)


def _write_cell(worksheet: Worksheet, at: tuple[int, int], cell: Cell, formats: _Formats) -> None:
    match cell:
        case None:
            return
        case str():
            worksheet.write_string(*at, cell)
        case date():
            worksheet.write_datetime(*at, datetime(cell.year, cell.month, cell.day), formats.day)  # noqa: DTZ001
        case Decimal():
            worksheet.write_number(*at, float(cell), formats.money)
        case int():
            worksheet.write_number(*at, cell)


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell[:1] in FORMULA_STARTS else cell
        case date():
            return day(cell)
        case Decimal():
            return f"{cell:.2f}".replace(".", ",")
        case int():
            return str(cell)
