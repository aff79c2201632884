"""Import files drawn by Hypothesis: whole ones, right and wrong, in every encoding and form."""

import csv
import io
from datetime import date
from typing import Final

from hypothesis import strategies as st

from services.intake.imports.columns import COLUMNS, KINDS, Kind
from tests.oracle import vocabulary
from tests.oracle.rows import ImportFile, Row

NUMBERS: Final = ("E-1", "E-2", "E-3", "K-1", "ä" * 40, "x" * 41, "'", "=1+1", "007")
DAYS: Final = ("2024-03-04", "04.03.2024", "2024-02-30", "31.12.9999", "0000-00-00", "45355", "2024-3-4", "04/03/2024")
TEXTS: Final = (
    "rieth",
    "Süd Stadt",
    "=HYPERLINK(1)",
    "@x",
    "+1",
    '"',
    "''",
    "|",
    "%s",
    "{0}",
    "\u202e",
    "\U0001d7d9",
    "yes",
    "no",
)
NASTY: Final = ("\x00", "\ud7ff", "a\nb", "a\r\nb", "x" * 70, "x" * 140_000, "\ufeff", "\u2028", "\x1f", ";", ",", "\t")
OTHERS: Final = {
    **dict.fromkeys(("participant_no", "contact_no", "case_no"), NUMBERS),
    "topics": ("schulden", "schulden|arbeit", "arbeit|arbeit", "|", "unfug"),
    "minutes": ("0", "30", "1441", "-1", "1.5", "999999999", "viele"),
    "residence_ags": ("16051000", "1605100", "160510000", "16O51000"),
}
OTHER_ENCODINGS: Final = ["utf-16", "utf-16-le", "latin-1", "utf-7", "cp037"]
Cells = st.SearchStrategy[str]


def known_cells(kind: Kind, column: str) -> Cells:
    """Texts that a column may hold, and some that it may not; nothing that a CSV file cannot carry in one line."""
    values = sorted(vocabulary.VALUES[kind].get(column, ()))
    if column in vocabulary.DATES[kind]:
        right = st.dates(date(2022, 1, 1), date(2025, 12, 31)).map(str)
        return right | right | st.sampled_from(["", *DAYS])
    if values:
        return st.sampled_from([*values, *values, "", values[0].upper(), "unfug"])
    return st.sampled_from(["", *OTHERS.get(column, TEXTS)])


@st.composite
def well_formed(draw: st.DrawFn) -> ImportFile:
    """A file that both the product and the oracle can read: known names, any order, one line a row."""
    kind = draw(st.sampled_from(KINDS))
    optional = [name for name in vocabulary.COLUMNS[kind] if name not in vocabulary.REQUIRED[kind]]
    chosen = draw(st.lists(st.sampled_from(optional), unique=True))
    columns = tuple(draw(st.permutations([*vocabulary.REQUIRED[kind], *chosen])))
    row: st.SearchStrategy[Row] = st.fixed_dictionaries({name: known_cells(kind, name) for name in columns})
    filled = row.filter(lambda cells: any(text.strip() for text in cells.values()))
    return ImportFile("file", kind, columns, tuple(draw(st.lists(filled, max_size=8))))


def as_csv(file: ImportFile, delimiter: str = ";", bom: bool = False) -> bytes:  # noqa: FBT001, FBT002 - two forms
    target = io.StringIO()
    writer = csv.DictWriter(target, file.columns, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(file.rows)
    return target.getvalue().encode("utf-8-sig" if bom else "utf-8")


@st.composite
def any_table(draw: st.DrawFn) -> tuple[Kind, list[list[str]]]:
    """Headers known, German, misspelt, doubled or missing; rows ragged; cells of every sort."""
    kind = draw(st.sampled_from(KINDS))
    names = [name for column in COLUMNS[kind] for name in (column.name, *column.aliases)]
    required = [column.name for column in COLUMNS[kind] if column.required]
    strange = st.sampled_from(["", " ", "name", "district", "logid", "=1", *NASTY])
    more = draw(st.lists(st.sampled_from([name for name in names if name not in required]), unique=True, max_size=4))
    wrong = draw(st.just([]) | st.just([]) | st.lists(st.sampled_from(names) | strange, max_size=4))
    header = draw(st.permutations(required[: draw(st.sampled_from([4, 4, 4, 4, 1]))] + more + wrong))
    cell = st.sampled_from([*NUMBERS, *DAYS, *TEXTS, *NASTY, ""]) | st.text(max_size=12)
    named = [known_cells(kind, name) if name in vocabulary.COLUMNS[kind] else cell for name in header]
    right = st.tuples(*named).map(list) if named else st.just([])
    rows = draw(st.lists(right | right | right | st.lists(cell, max_size=12), max_size=6))
    return kind, [list(header), *rows]


@st.composite
def any_csv(draw: st.DrawFn) -> tuple[Kind, bytes]:
    """A table as some program wrote it: any separator, quoting, line end and encoding, or damaged."""
    kind, rows = draw(any_table())
    target = io.StringIO()
    writer = csv.writer(
        target,
        delimiter=draw(st.sampled_from([*";;;;,,,,", "\t", "|"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n \n"])),
    )
    writer.writerows(rows)
    encoding = draw(st.sampled_from(["utf-8"] * 12 + ["utf-8-sig"] * 6 + OTHER_ENCODINGS))
    content = target.getvalue().encode(encoding, "replace")
    return kind, draw(st.just(content) | st.just(content) | st.just(content) | damaged(content))


def damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """Cut off, or with some bytes changed, put in or left out."""
    places = st.integers(0, max(len(content) - 1, 0))
    cut = places.map(lambda at: content[:at])
    changed = st.tuples(places, st.binary(max_size=3), st.integers(0, 3)).map(
        lambda change: content[: change[0]] + change[1] + content[change[0] + change[2] :]
    )
    doubled = places.map(lambda at: content[:at] + content[at:] * 2)
    return cut | changed | doubled
