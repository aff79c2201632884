"""Rows of an import file and the file made of them."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]


def file_of(rows: Sequence[Row]) -> bytes:
    """The rows as a CSV file; all rows have the columns of the first."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, rows[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode()
