"""Reports as XLSX: one sheet a table, and what the report tells of on a sheet in front."""

import io
from datetime import datetime
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from services.reporting.tables import Report, Row, Table

ABOUT: Final = "Angaben"
LONGEST_NAME: Final = 31  # what Excel allows a sheet
NARROW: Final = 14
WIDE: Final = 60
# The same report gives the same bytes; what a person typed stays text, even where it begins like a formula.
OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones


def workbook_bytes(report: Report) -> bytes:
    """The bytes of the file."""
    written = io.BytesIO()
    with Workbook(written, OPTIONS) as book:
        book.set_properties({"title": report.title, "created": MADE})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _about(book.add_worksheet(ABOUT), report, bold)
        for table in report.tables:
            _table(book.add_worksheet(table.title[:LONGEST_NAME]), table, bold)
    return written.getvalue()


def _about(sheet: Worksheet, report: Report, bold: Format) -> None:
    sheet.write_string(0, 0, report.title, bold)
    for place, (name, value) in enumerate(report.about, start=1):
        sheet.write_string(place, 0, name, bold)
        sheet.write_string(place, 1, value)
    sheet.set_column(0, 0, 2 * NARROW)
    sheet.set_column(1, 1, WIDE)


def _table(sheet: Worksheet, table: Table, bold: Format) -> None:
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.title, bold)
        sheet.set_column(place, place, _width(table, place))
    for line, row in enumerate(table.rows, start=1):
        _row(sheet, line, row)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _row(sheet: Worksheet, line: int, row: Row) -> None:
    for place, value in enumerate(row):
        if isinstance(value, int):
            sheet.write_number(line, place, value)
        elif value is not None:
            sheet.write_string(line, place, value)


def _width(table: Table, place: int) -> int:
    longest = max((len(str(row[place])) for row in table.rows), default=0)
    return min(max(longest, NARROW), WIDE)
