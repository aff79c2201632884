"""The file of refused rows beside the import file; it exists only while rows are refused."""

import csv
import os
from collections.abc import Sequence
from errno import EISDIR
from pathlib import Path
from typing import Final, Protocol

from services.kernel.files.failures import FileRefused
from services.kernel.files.reasons import reason

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


def errors_target(file: Path, chosen: Path | None) -> Path:
    """Where refused rows will be written down; raises FileRefused where that cannot be done.

    To be asked before the first row is stored: afterwards nobody would learn which rows are missing.
    """
    target = chosen or errors_path(file)
    try:
        if target.is_dir():
            raise IsADirectoryError(EISDIR, "")
        os.close(_draft_of(target))
        _draft_name(target).unlink()
    except OSError as refused:
        nowhere = f"Für abgelehnte Zeilen kann {target} nicht geschrieben werden: {reason(refused)}."
        raise FileRefused(f"{nowhere} --errors nennt einen anderen Ort.") from refused
    return target


def write_errors(path: Path, refused: Sequence[RefusedRow]) -> None:
    """One line a refused row (row number, column, value, reason); without any the file is removed."""
    if not refused:
        path.unlink(missing_ok=True)
        return
    with os.fdopen(_draft_of(path), "w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows((row.row, row.column, row.value, row.reason) for row in refused)
    _draft_name(path).replace(path)


def _draft_name(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}")


def _draft_of(path: Path) -> int:
    """Open for writing. A refused row holds what people typed about a person: for the owner only."""
    return os.open(_draft_name(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
