"""Reading files as people really send them."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from services.kernel.files.failures import FileUnreadable
from services.kernel.files.tables import Table, cell_text, read_table


def workbook(*rows: list[object], name: str = "Daten") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(row)
    book.create_sheet("Hinweise").append(["nicht", "lesen"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


# --- CSV ------------------------------------------------------------------------


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_csv_file_is_read_however_it_was_written(bom: str, delimiter: str, newline: str) -> None:
    text = bom + newline.join([f"a{delimiter}b", f'1{delimiter}"x, y; z"'])
    assert read_table(text.encode()) == Table(["a", "b"], [(2, ["1", "x, y; z"])])


def test_the_header_decides_the_delimiter_outside_of_quotes() -> None:
    assert read_table(b'"a,b,c";d\n1;2\n').header == ["a,b,c", "d"]


def test_a_row_number_is_the_line_the_row_starts_on() -> None:
    text = 'a,b\n1,"two\nlines"\n\n2,"and\r\nthree\nmore"\n3,x\n'
    assert [number for number, _ in read_table(text.encode()).rows] == [2, 5, 8]


def test_a_row_of_empty_cells_is_none_wherever_it_stands_and_the_others_keep_their_numbers() -> None:
    rows = read_table(b'a;b\n1;2\n;\n"";" "\n3;4\n;\n ; \n\n').rows
    assert rows == [(2, ["1", "2"]), (5, ["3", "4"])]


def test_outer_blanks_do_not_count() -> None:
    assert read_table("a , b\n\t1 ,\u00a02\n".encode()).rows == [(2, ["1", "2"])]


@pytest.mark.parametrize(
    "content",
    [
        "Straße;b\nMüller;2\n".encode("latin-1"),
        "a;b\n1;2\n".encode("utf-16"),
        "a;b\n1;2\n".encode("utf-16-le"),
        b"",
        b"\xef\xbb\xbf",
        b"\n\na;b\n",
        b" ; \n1;2\n",
        b'a;b\n1;"never closed\n2;3\n',
        b'a;b\n1;"x"y\n',
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PK\x03\x04 not a workbook",
        b"a;b\n1;\x00\n",
    ],
)
def test_what_cannot_be_read_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises(FileUnreadable):
        read_table(content)


def test_a_truncated_workbook_is_refused() -> None:
    content = workbook(["a"], ["1"])
    with pytest.raises(FileUnreadable):
        read_table(content[: len(content) // 2])


# --- XLSX -----------------------------------------------------------------------


def test_native_cells_become_the_text_a_csv_file_would_hold() -> None:
    day, moment = date(2024, 2, 29), datetime(2024, 2, 29, 12, 30)  # noqa: DTZ001 - spreadsheets know no zones
    content = workbook(["a", "b", "c", "d", "e"], [day, 7, 7.0, " x ", "z"], [moment, 7.5, True, "007", "\u00e4"])
    assert read_table(content).rows == [
        (2, ["2024-02-29", "7", "7", "x", "z"]),
        (3, ["2024-02-29 12:30:00", "7.5", "True", "007", "ä"]),
    ]


def test_only_the_first_sheet_is_read_and_rows_keep_their_numbers() -> None:
    assert read_table(workbook(["a"], ["1"], [None], ["2"], [None])).rows == [(2, ["1"]), (4, ["2"])]


def test_a_header_must_stand_in_the_first_row() -> None:
    with pytest.raises(FileUnreadable):
        read_table(workbook([None], ["a"], ["1"]))


# --- anything ---------------------------------------------------------------------


@settings(deadline=None)
@given(st.binary() | st.text().map(str.encode) | st.binary().map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_are_a_table_or_unreadable(content: bytes) -> None:
    try:
        table = read_table(content)
    except FileUnreadable:
        return
    assert all(number > 1 for number, _ in table.rows)


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.datetimes() | st.text())
def test_any_cell_has_a_text(cell: object) -> None:
    assert cell_text(cell) == cell_text(cell).strip()
