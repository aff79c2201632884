"""Short words for hand-made cases."""

from datetime import date

from tests.oracle.counting import count
from tests.oracle.esf import esf_report
from tests.oracle.imports import ImportOutcome, import_files
from tests.oracle.rows import ImportFile, Kind, Operation, Recorded, Row, RuralMark, moment
from tests.oracle.vocabulary import COLUMNS

TODAY = date(2026, 6, 30)
LATE = date(2026, 12, 31)
OPERATION = Operation("erfurt", "o", date(2022, 1, 1), date(2025, 12, 31))
SOCIAL = Operation("erfurt", "o", date(2022, 1, 1), date(2025, 12, 31), "ESO4.12")

COMPLETE: Row = {
    "participant_no": "A",
    "sozialraum": "rieth",
    "gender": "female",
    "birth_date": "1985-05-05",
    "entry_date": "2024-01-10",
    "employment": "inactive",
    "isced": "3",
    "exit_date": "2024-06-01",
}


def recorded(kind: Kind, row: Row, order: int = 0, operation: str = "o") -> Recorded:
    """A row recorded at moment(order), with exactly the columns it has."""
    return Recorded(moment(order), operation, kind, tuple(row), row)


def person(order: int = 0, /, **cells: str) -> Recorded:
    """A complete inactive woman who left on 1 June 2024, but for these cells."""
    return recorded("participants", {**COMPLETE, **cells}, order)


def status(day: str, answer: str, /, order: int = 1, **cells: str) -> Recorded:
    """A status of A; an exit status unless the kind says otherwise."""
    row = {"participant_no": "A", "kind": "exit", "date": day, "status": answer, **cells}
    return recorded("statuses", row, order)


def codes(*history: Recorded, as_of: date = LATE, operation: Operation = OPERATION) -> set[str]:
    """Every indicator that anybody counts for."""
    now = count(history, operation, [RuralMark("16051057", moment(0))], as_of)
    return {code for counted in now.counted for code in counted.codes}


def results(*history: Recorded, as_of: date = LATE) -> set[str]:
    """The result indicators among the codes."""
    return {code for code in codes(*history, as_of=as_of) if code.startswith("EECR")}


def reasons(*history: Recorded, as_of: date = LATE, operation: Operation = OPERATION) -> list[str]:
    """Why people are not counted, as the document lists it."""
    document = esf_report(history, operation, [], as_of)
    return [entry["reason"] for entry in document["not_counted"]]


def sheet(kind: Kind, *rows: Row, columns: tuple[str, ...] | None = None) -> ImportFile:
    """An import file with all columns, or these."""
    columns = columns or COLUMNS[kind]
    cells = tuple({column: row.get(column, "") for column in columns} for row in rows)
    return ImportFile("file", kind, columns, cells)


def imported(*files: ImportFile, today: date = TODAY) -> tuple[list[Recorded], ImportOutcome]:
    """The history after the files, and what became of the last one."""
    moments = [moment(order) for order in range(len(files))]
    history, outcomes = import_files(files, OPERATION, today, moments)
    return history, outcomes[-1]


def outcome(*files: ImportFile, today: date = TODAY) -> list[str]:
    """What became of the last file's rows: a result, or the broken rules."""
    _, last = imported(*files, today=today)
    return [" ".join(sorted(row.rules)) or row.result for row in last.rows]
