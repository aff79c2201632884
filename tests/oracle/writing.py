"""Import files on disk, as spreadsheet programs and exports write them."""

import csv
from datetime import date
from importlib import import_module
from pathlib import Path

import openpyxl

from tests.oracle.rows import ImportFile
from tests.oracle.vocabulary import DATES

xlsxwriter = import_module("xlsxwriter")  # it has no types

_NUMBERS = {"isced", "minutes"}


def write(file: ImportFile, folder: Path) -> Path:
    """Write the file into the folder under its name and style; the path it got."""
    path = folder / f"{file.name}.{file.style.container}"
    if file.style.container == "csv":
        _write_csv(file, path)
    elif file.style.native:
        _write_native_cells(file, path)
    else:
        _write_text_cells(file, path)
    return path


def _write_csv(file: ImportFile, path: Path) -> None:
    encoding = "utf-8-sig" if file.style.bom else "utf-8"
    with path.open("w", encoding=encoding, newline="") as target:
        rows = csv.DictWriter(target, file.columns, delimiter=file.style.delimiter)
        rows.writeheader()
        rows.writerows(file.rows)


def _write_text_cells(file: ImportFile, path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Daten")
        sheet.write_row(0, 0, file.columns)
        for line, row in enumerate(file.rows, start=1):
            for position, column in enumerate(file.columns):
                sheet.write_string(line, position, row[column])


def _write_native_cells(file: ImportFile, path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Daten")
    sheet.append(list(file.columns))
    for row in file.rows:
        sheet.append([_native(file, column, row[column]) for column in file.columns])
    book.create_sheet("Hinweise").append(["Nur das erste Blatt zählt."])
    book.save(path)


def _native(file: ImportFile, column: str, text: str) -> str | int | date | None:
    if not text:
        return None
    if column in DATES[file.kind]:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return int(text) if column in _NUMBERS and text.isdecimal() else text
