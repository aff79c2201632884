"""What an import file does, row by row in file order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tests.oracle.cells import Problem, cell_problems
from tests.oracle.judgements import (
    Result,
    Verdict,
    judge_contact,
    judge_participation,
    judge_status,
)
from tests.oracle.replay import Stored, record, replay
from tests.oracle.rows import History, ImportFile, Operation, Recorded, Row
from tests.oracle.vocabulary import COLUMNS, KEYS, REQUIRED

_FIRST_ROW = 2  # the header is line 1
_JUDGES = {
    "participants": judge_participation,
    "statuses": judge_status,
    "contacts": judge_contact,
}


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of the row on that line of the file."""

    row: int
    verdict: Verdict

    @property
    def result(self) -> Result:
        """The verdict in one word."""
        return self.verdict.result

    @property
    def rules(self) -> frozenset[str]:
        """Names of the broken rules; empty for rows that were taken."""
        return frozenset(problem.name for problem in self.verdict.problems)

    @property
    def columns(self) -> frozenset[str]:
        """Columns of which an error file names one; empty for rows that were taken."""
        return frozenset().union(*(problem.columns for problem in self.verdict.problems))


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of a file; with missing columns there are no rows at all."""

    missing_columns: tuple[str, ...]
    unknown_columns: tuple[str, ...]
    rows: tuple[RowOutcome, ...]
    recorded: tuple[Recorded, ...]

    @property
    def refused(self) -> tuple[RowOutcome, ...]:
        """The rows that belong in the error file, one line each."""
        return tuple(row for row in self.rows if row.result == "refused")

    @property
    def exit_status(self) -> int:
        """The exit status of the import command."""
        if self.missing_columns:
            return 2
        return 3 if self.refused else 0

    def count(self, result: Result) -> int:
        """How many rows ended so."""
        return sum(row.result == result for row in self.rows)


def import_file(
    history: History, file: ImportFile, operation: Operation, today: date, recorded_at: datetime
) -> ImportOutcome:
    """Judge a file against everything recorded before; today is the day in Europe/Berlin."""
    missing = tuple(name for name in REQUIRED[file.kind] if name not in file.columns)
    unknown = tuple(name for name in file.columns if name not in COLUMNS[file.kind])
    if missing:
        return ImportOutcome(missing, unknown, (), ())
    rows: list[RowOutcome] = []
    recorded: list[Recorded] = []
    stored, seen = replay(history), set[str]()
    for line, row in enumerate(file.rows, start=_FIRST_ROW):
        if not any(text.strip() for text in row.values()):
            continue
        verdict = _judge(stored, seen, file, row, operation=operation, today=today)
        rows.append(RowOutcome(line, verdict))
        if verdict.result not in {"refused", "unchanged"}:
            recorded.append(Recorded(recorded_at, operation.key, file.kind, file.columns, row))
            record(stored, recorded[-1])
    return ImportOutcome((), unknown, tuple(rows), tuple(recorded))


def import_files(
    files: Sequence[ImportFile], operation: Operation, today: date, moments: Sequence[datetime]
) -> tuple[list[Recorded], list[ImportOutcome]]:
    """Import files one after the other, one moment a file; the whole history and each outcome."""
    history: list[Recorded] = []
    outcomes = []
    for file, recorded_at in zip(files, moments, strict=True):
        outcome = import_file(history, file, operation, today, recorded_at)
        history.extend(outcome.recorded)
        outcomes.append(outcome)
    return history, outcomes


def _judge(stored: Stored, seen: set[str], file: ImportFile, row: Row, *, operation: Operation, today: date) -> Verdict:
    key = KEYS[file.kind]
    number = row[key].strip() if key else ""
    if key and number and number in seen:
        others = cell_problems(file.kind, row, today)
        return Verdict("refused", (Problem("duplicate_key", key), *others))
    # A refused row counts as seen: what it meant is not decided by the row after it.
    seen.add(number)
    return _JUDGES[file.kind](stored, row, operation, today)
