"""The file of refused rows beside the import file; it exists only while rows are refused."""

import csv
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

HEADER: Final = ("Zeile", "Spalte", "Wert", "Grund")


class RefusedRow(Protocol):
    """The row's number, or how else it is found again; the column at fault, what stood there, and why not."""

    @property
    def row(self) -> int | str: ...
    @property
    def column(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def reason(self) -> str: ...


def errors_path(file: Path) -> Path:
    """``FILE`` -> ``FILE.errors.csv``."""
    return file.with_name(f"{file.name}.errors.csv")


def write_errors(path: Path, refused: Sequence[RefusedRow]) -> None:
    """One line a refused row (row number, column, value, reason); without any the file is removed."""
    if not refused:
        path.unlink(missing_ok=True)
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    # A refused row holds what people typed about a person: for the owner only.
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows((row.row, row.column, row.value, row.reason) for row in refused)
    draft.replace(path)
