"""How large an import file may be: who sends one does not choose how much time and memory it takes to say no."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from services.kernel.files.failures import FileUnreadable

NumberedRow: TypeAlias = tuple[int, list[str]]

MOST_ROWS: Final = 500_000
MOST_LINES: Final = 2_000_000  # of a CSV file, blank ones and those inside of cells included
MOST_COLUMNS: Final = 1_000
LONGEST_ROW: Final = 1024 * 1024  # characters of a CSV file between two row ends
LONGEST_CELL: Final = 131_072  # characters; four times what a spreadsheet holds

# A workbook is unpacked before it is read.
LARGEST_UNPACKED: Final = 128 * 1024 * 1024  # bytes
MOST_PARTS: Final = 10_000
MOST_ELEMENTS: Final = 10_000_000  # of XML in all parts
MOST_PLACES: Final = 5_000_000  # cells between the first column and the last filled one, blanks included
LAST_ROW_OF_A_SHEET: Final = 1_048_576


class FileTooLarge(FileUnreadable):
    """Read to its end, the file would take more time or memory than an import may."""


def counted(rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
    """The same rows, as long as they are few enough and none is too wide; raises FileTooLarge."""
    for count, (number, row) in enumerate(rows):
        if count > MOST_ROWS:
            raise too_many_rows()
        _refuse_wide(number, row)
        yield number, row


def too_many_rows() -> FileTooLarge:
    return FileTooLarge(f"Die Datei hat mehr als {_german(MOST_ROWS)} Zeilen; bitte aufteilen.")


def _refuse_wide(number: int, row: Sequence[str]) -> None:
    if len(row) > MOST_COLUMNS:
        raise FileTooLarge(f"Zeile {number} hat mehr als {_german(MOST_COLUMNS)} Spalten.")
    if any(len(cell) > LONGEST_CELL for cell in row):
        raise FileTooLarge(f"Zeile {number} hat eine Zelle mit mehr als {_german(LONGEST_CELL)} Zeichen.")


def _german(number: int) -> str:
    return f"{number:,}".replace(",", ".")
