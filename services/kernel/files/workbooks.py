"""The first sheet of an XLSX file as rows of native cells, weighed before it is unpacked."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from services.kernel.files.failures import FileUnreadable
from services.kernel.files.limits import (
    LARGEST_UNPACKED,
    LAST_ROW_OF_A_SHEET,
    MOST_ELEMENTS,
    MOST_PARTS,
    MOST_PLACES,
    FileTooLarge,
)

PART: Final = b"PK\x01\x02"  # stands before each entry of the archive's directory
ENCRYPTED: Final = 0x1
CHUNK: Final = 1024 * 1024
BROKEN: Final = "Die Excel-Datei ist beschädigt oder leer."
TOO_LARGE: Final = "Die Excel-Datei ist entpackt zu groß; bitte aufteilen oder als CSV speichern."


def first_sheet(content: bytes) -> Iterator[Sequence[object]]:
    """Its rows from the first line on, blank ones included; raises FileUnreadable."""
    from openpyxl import load_workbook  # noqa: PLC0415 - takes 0.2 s that a CSV import need not wait for

    # What it doubts, it tells in English; what is wrong with a cell, the columns' rules tell in German.
    warnings.filterwarnings("ignore", module="openpyxl")
    try:
        _weigh(content)
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # some programs write a wrong size; the rows themselves are right
        yield from _bounded(sheet.iter_rows(values_only=True))
    except FileUnreadable:
        raise
    except Exception as broken:  # a broken workbook raises whatever its parser met
        raise FileUnreadable(BROKEN) from broken


def _bounded(rows: Iterator[Sequence[object]]) -> Iterator[Sequence[object]]:
    """A cell far out is a few bytes, and a million blank ones before it."""
    places = 0
    for number, row in enumerate(rows, start=1):
        places += len(row)
        if number > LAST_ROW_OF_A_SHEET or places > MOST_PLACES:
            raise FileTooLarge(TOO_LARGE)
        yield _without_blank_end(row)


def _without_blank_end(row: Sequence[object]) -> Sequence[object]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _weigh(content: bytes) -> None:
    """Raises FileTooLarge for what is small only while packed; an archive gives no more bytes than it announces."""
    if content.count(PART) > MOST_PARTS:
        raise FileTooLarge(TOO_LARGE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise FileUnreadable("Die Excel-Datei ist mit einem Kennwort geschützt; bitte ohne Kennwort speichern.")
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise FileTooLarge(TOO_LARGE)
        elements = 0
        for part in parts:
            elements += _elements(archive, part)
            if elements > MOST_ELEMENTS:
                raise FileTooLarge(TOO_LARGE)


def _elements(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many tags the part has at most: what the time to parse it grows with."""
    with archive.open(part) as unpacked:
        return sum(chunk.count(b"<") for chunk in iter(lambda: unpacked.read(CHUNK), b""))
