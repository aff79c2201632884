"""Whatever is sent as an import file: rows or reasons in German, in bounded time and memory, and never a traceback."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Final

import openpyxl
import pytest
from hypothesis import strategies as st

from services.intake.imports.columns import Kind
from services.intake.imports.result import ImportResult
from services.kernel.files import limits
from services.kernel.files.failures import FileRefused
from tests.attack import workbooks
from tests.attack.files import any_csv, any_table, as_csv, well_formed
from tests.attack.mutations import changed_bytes
from tests.attack.tally import Tally, examples, search
from tests.attack.workbooks import BOMBS, GOOD, SHEET, altered, cells, plain, sheet
from tests.intake.memory import MemoryLedger, take
from tests.intake.test_against_oracle import compare, rules_of
from tests.kit.proof import Proof
from tests.oracle.imports import import_file
from tests.oracle.populations import OPERATION, TODAY
from tests.oracle.rows import ImportFile, moment

pytestmark = pytest.mark.slow
PART: Final = "Zufallseingaben"
ENGLISH: Final = re.compile(
    r"\b(error|exception|traceback|expected|invalid|field|unexpected|index|key)\b", re.IGNORECASE
)
HEAD: Final = "participant_no;sozialraum;entry_date"


def is_a_german_reason(text: str) -> bool:
    """A sentence, or one with a period in brackets; what a file holds stands in „…“ and is not ours."""
    return text.endswith((".", ")")) and ENGLISH.search(re.sub("„.*?“", "", text)) is None


def attempt(kind: Kind, content: bytes) -> ImportResult | None:
    """Import it twice into an empty district; None if the file as a whole was refused."""
    ledger = MemoryLedger()
    try:
        result = take(ledger, kind, content)
    except FileRefused as refused:
        _stored_nothing(ledger, refused)
        return None
    assert result.rows == sum(result.verdicts.values())
    for row in result.refused:
        assert row.column
        assert row.row > 1
        assert is_a_german_reason(row.reason), row
    _store_nothing_again(ledger, kind, content, result)
    return result


def _stored_nothing(ledger: MemoryLedger, refused: FileRefused) -> None:
    assert is_a_german_reason(str(refused)), refused
    assert (ledger.log, ledger.texts) == ([], {})


def _store_nothing_again(ledger: MemoryLedger, kind: Kind, content: bytes, first: ImportResult) -> None:
    before = len(ledger.log)
    again = take(ledger, kind, content)
    if kind == "statuses" and first.verdicts["retracted"]:
        return  # a file that takes back what it says above does both once more
    assert len(ledger.log) == before
    assert {row.row for row in again.refused} >= {row.row for row in first.refused}


@examples(250, 8000)
def test_any_csv_file_is_rows_or_german_reasons(proof: Proof, examples: int) -> None:
    tally, rows = Tally(), Tally()

    def read(drawn: tuple[Kind, bytes]) -> None:
        with tally.case():
            result = attempt(*drawn)
        rows.cases += result.rows if result else 0
        rows.refused += len(result.refused) if result else 0
        tally.refused += result is None

    search(examples, any_csv(), read)
    assert rows.cases > rows.refused > 0
    assert tally.cases > tally.refused > 0
    proof.add(PART, "Importdateien (CSV)", cases=tally.cases, refused=tally.refused, undeclared=tally.undeclared)


@examples(60, 2000)
def test_any_workbook_is_rows_or_german_reasons(proof: Proof, examples: int) -> None:
    tally = Tally()
    damage = st.none() | st.none() | st.integers(0, 2**32)
    strange = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.times() | st.timedeltas()

    def read(drawn: tuple[tuple[Kind, list[list[str]]], list[object], bool, int | None]) -> None:
        (kind, rows), more, merged, damage = drawn
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in [*rows, more]:
            book.active.append([_writable(cell) for cell in row])
        if merged:
            book.active.merge_cells("A1:B2")
        target = BytesIO()
        book.save(target)
        content = target.getvalue()  # with the time of day in it: what is drawn must not depend on it
        if damage is not None:
            content = changed_bytes(content, Random(damage))
        with tally.case():
            tally.refused += attempt(kind, content) is None

    search(examples, st.tuples(any_table(), st.lists(strange, max_size=6), st.booleans(), damage), read)
    assert tally.cases > tally.refused > 0
    proof.add(PART, "Importdateien (XLSX)", cases=tally.cases, refused=tally.refused, undeclared=tally.undeclared)


def _writable(cell: object) -> object:
    """openpyxl refuses control characters and cuts long texts; dates before 1900 become texts."""
    if isinstance(cell, str):
        return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", cell)
    if isinstance(cell, datetime | date):
        return cell if cell.year >= 1900 else str(cell)
    if isinstance(cell, timedelta | time):
        return str(cell)
    return cell


@examples(150, 5000)
def test_any_well_formed_file_is_read_as_the_oracle_reads_it(proof: Proof, examples: int) -> None:
    tally = Tally()

    def read(drawn: tuple[ImportFile, str, bool]) -> None:
        file, delimiter, bom = drawn
        ledger = MemoryLedger()
        with tally.case():
            result = take(ledger, file.kind, as_csv(file, delimiter, bom), today=TODAY, rules=rules_of(OPERATION))
        compare(result, import_file([], file, OPERATION, TODAY, moment(0)))

    search(examples, st.tuples(well_formed(), st.sampled_from(",;"), st.booleans()), read)
    proof.add(PART, "Importdateien (Orakel)", cases=tally.cases, undeclared=tally.undeclared)


# --- Time and memory --------------------------------------------------------------

CSV_BOMBS: Final[Mapping[str, bytes]] = {
    "very many rows": f"{HEAD}\n".encode() + b"a\n" * 1_200_000,
    "very many blank lines": f"{HEAD}\n".encode() + b"\n" * 8_000_000,
    "very many columns": b"a;" * 100_000 + f"{HEAD}\n".encode(),
    "one very long line": f"{HEAD}\n".encode() + b";" * 20_000_000,
    "one row over very many lines": f"{HEAD}\n".encode() + b'"\n",' * 2_000_000,
    "one very long cell": f"{HEAD}\n".encode() + b'"' + b"x" * 20_000_000 + b'"\n',
    "a quote that is never closed": f"{HEAD}\n".encode() + b'"\n' + b"a;b;c\n" * 2_000_000,
}


@pytest.mark.slow
def test_no_small_file_takes_much_time_or_memory(tmp_path: Path, proof: Proof) -> None:
    """The reader may take 1.5 GiB and two minutes for all of them, on a machine with much else to do."""
    paths = {name: tmp_path / f"{place}.dat" for place, name in enumerate([*CSV_BOMBS, *BOMBS])}
    for name, path in paths.items():
        path.write_bytes(CSV_BOMBS[name] if name in CSV_BOMBS else BOMBS[name]())
    command = [sys.executable, "-m", "tests.attack.reading", *map(str, paths.values())]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    ended = [json.loads(line) for line in done.stdout.splitlines()]
    proof.add("Angriffe", "Datei-Bomben", tried=len(paths), unanswered=len(paths) - len(ended))
    assert len(ended) == len(paths), done.stderr[-2000:]
    for name, answer in zip(paths, ended, strict=True):
        assert answer["stored"] == 0, name
        assert answer["seconds"] < 60, name
        assert answer["ended"].startswith("refused") or name == "a deep tree", name


def test_a_file_at_the_limits_is_read() -> None:
    wide = ";".join([HEAD, *(f"x{n}" for n in range(limits.MOST_COLUMNS - 3))])
    result = attempt("participants", f"{wide}\nE-1;rieth;2024-03-04\n".encode())
    assert result is not None
    assert result.verdicts["entered"] == 1
    assert attempt("participants", f"{wide};one\nE-1;rieth;2024-03-04\n".encode()) is None


# --- Workbooks with a turn --------------------------------------------------------

DATE_STYLE: Final = (
    f'<styleSheet xmlns="{workbooks.MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
).encode()


def row_with_date(date_cell: str) -> bytes:
    texts = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("E-1", "rieth"))
    return sheet(f"<row>{texts}{date_cell}</row>")


STYLED: Final = {SHEET: row_with_date('<c s="1"><v>45355</v></c>'), "xl/styles.xml": DATE_STYLE}
ENTERED: Final[Mapping[str, bytes]] = {
    "a date as a number with the style of a date": altered(STYLED),
    "the same in a calendar that begins in 1904": plain(("E-1", "rieth", date(2024, 3, 4)), epoch_1904=True),
    "a formula with its last value": altered({SHEET: row_with_date('<c t="str"><f>A1</f><v>2024-03-04</v></c>')}),
    "macros": altered({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen()"}),
    "rows far below": altered({SHEET: sheet(cells("E-1", "rieth", "2024-03-04", at=' r="9000"'))}),
}
ROW_REFUSED: Final[Mapping[str, bytes]] = {
    "a date as a bare number": altered({SHEET: row_with_date("<c><v>45355</v></c>")}),
    "a formula that was never calculated": altered({SHEET: row_with_date("<c><f>TODAY()</f></c>")}),
    "an error in place of a value": altered({SHEET: row_with_date('<c t="e"><v>#REF!</v></c>')}),
    "a date that no calendar has": altered({**STYLED, SHEET: row_with_date('<c s="1"><v>1e300</v></c>')}),
    "a time of day": plain(("E-1", "rieth", time(12, 30))),
    "a moment": plain(("E-1", "rieth", workbooks.NOON)),
    "a truth": plain(("E-1", "rieth", True)),
    "a text longer than any cell": plain(("E-1" * 30, "rieth", date(2024, 3, 4))),
}
FILE_REFUSED: Final[Mapping[str, bytes]] = {
    "encrypted": altered(flag=1),
    "encrypted as a whole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage" * 100,
    "no sheet": altered({SHEET: None}),
    "an empty sheet": altered({SHEET: f'<worksheet xmlns="{workbooks.MAIN}"><sheetData/></worksheet>'.encode()}),
    "a sheet that is no XML": altered({SHEET: b"\x00\xff"}),
    "a string that is not there": altered({SHEET: row_with_date('<c t="s"><v>999999</v></c>')}),
    "a string below zero": altered({SHEET: row_with_date('<c t="s"><v>x</v></c>')}),
    "a row without a number": altered({SHEET: sheet('<row r="zwei"><c><v>1</v></c></row>')}),
    "a place that is none": altered({SHEET: sheet('<row r="2"><c r="2A"><v>1</v></c></row>')}),
    "no workbook": altered({"xl/workbook.xml": None}),
    "no types": altered({"[Content_Types].xml": None}),
    "an archive of something else": altered({"[Content_Types].xml": b"", "xl/workbook.xml": b""}),
}


@pytest.mark.parametrize("name", ENTERED)
def test_a_workbook_that_only_looks_strange_is_taken(name: str) -> None:
    result = attempt("participants", ENTERED[name])
    assert result is not None
    assert (result.verdicts["entered"], result.refused) == (1, [])


@pytest.mark.parametrize("name", ROW_REFUSED)
def test_a_cell_without_a_value_of_its_column_refuses_its_row(name: str) -> None:
    result = attempt("participants", ROW_REFUSED[name])
    assert result is not None
    assert [row.row for row in result.refused] == [2]
    assert result.refused[0].column in workbooks.HEADER


@pytest.mark.parametrize("name", FILE_REFUSED)
def test_a_workbook_that_cannot_be_read_is_refused_as_a_whole(name: str) -> None:
    assert attempt("participants", FILE_REFUSED[name]) is None


def test_a_workbook_reads_no_file_of_the_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kanarienvogel")
    doctype = f'<!DOCTYPE x [<!ENTITY file SYSTEM "{secret.as_uri()}">]>'.encode()
    content = altered({SHEET: doctype + sheet(cells("E-1", "&file;", "2024-03-04"))})
    ledger = MemoryLedger()
    try:
        told = str(take(ledger, "participants", content).as_json())
    except FileRefused as refused:
        told = str(refused)
    assert "kanarienvogel" not in told + str(ledger.log) + str(ledger.texts)


def test_a_workbook_cut_off_anywhere_is_refused() -> None:
    for end in range(4, len(GOOD), 97):
        assert attempt("participants", GOOD[:end]) is None


def test_the_good_workbook_of_this_file_is_good() -> None:
    result = attempt("participants", GOOD)
    assert result is not None
    assert result.verdicts["entered"] == 1
    assert zipfile.is_zipfile(BytesIO(GOOD))
