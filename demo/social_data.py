"""Figures of others in the sources (seeds 000, 001, 003 and a press report of 2011), as tables a district imports.

What a source gives only about (almost 70,000; more than a third) is marked as estimated, and its source says so. Keys
of municipalities are invented, so that they are no municipality's number; years that no source names are stand-ins.
"""

import csv
import io
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "data" / "sozialdaten.csv"
DISTRICT: Final = "district"


def table_of(district: str) -> bytes | None:
    """The table for ``lotse import statistics``; None where the sources give no figure of that district."""
    with FILE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = [name for name in reader.fieldnames or () if name != DISTRICT]
        rows = [row for row in reader if row[DISTRICT] == district]
    if not rows:
        return None
    text = io.StringIO()
    writer = csv.DictWriter(text, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
