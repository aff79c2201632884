"""Reports as PDF: PDF/UA-1 for screen readers, PDF/A-2a to be kept; fonts are typst's own."""

import json
from pathlib import Path
from typing import Any, Final

import typst

from services.kernel.pages.wording import NOTHING, number
from services.reporting.tables import Cell, Report, Table

TEMPLATE: Final = Path(__file__).parent / "report.typ"
STANDARDS: Final = ("a-2a", "ua-1")


def pdf_bytes(report: Report) -> bytes:
    """The bytes of the file; the same report gives the same bytes."""
    data = {
        "title": report.title,
        "day": report.day,
        "about": [list(pair) for pair in report.about],
        "tables": [_plain(table) for table in report.tables if table.rows],
        "charts": [{"title": each.title, "words": each.words, "svg": each.svg} for each in report.charts],
    }
    return bytes(
        typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=typst.Fonts(include_system_fonts=False),
            format="pdf",
            sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=0,
        )
    )


def _plain(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [{"title": column.title, "numeric": column.numeric} for column in table.columns],
        "rows": [[_text(cell) for cell in row] for row in table.rows],
    }


def _text(cell: Cell) -> str:
    if cell is None:
        return NOTHING
    return number(cell) if isinstance(cell, int) else cell
