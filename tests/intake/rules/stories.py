"""A story: rows that came before, and the row that a rule is tried on; told to the import and to the decider."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.intake.domain.operation import OperationRules
from services.intake.domain.rules.records import Neighbour
from services.intake.imports.columns import Kind
from services.intake.imports.findings import findings
from services.intake.imports.importer import Decided, Import
from services.intake.imports.ledger import Caller
from services.intake.imports.result import ImportResult
from services.intake.imports.rows import read_header, read_rows
from services.intake.imports.steps import STEPS, Setting
from services.intake.imports.warnings import REMARKS
from services.kernel.deciders import RuleViolation
from services.kernel.files.tables import read_table
from services.kernel.ids import uuid7
from tests.intake.memory import IDS, THINKA, TODAY, MemoryLedger, take

PERSON: Final = IDS.derive("person", "thinka", "E-1")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an import file; an empty cell makes a value unknown."""

    kind: Kind
    cells: Mapping[str, str]

    @property
    def file(self) -> str:
        return ";".join(self.cells) + "\n" + ";".join(self.cells.values()) + "\n"


@dataclass(frozen=True, slots=True)
class Story:
    """What was stored before, and the row in question."""

    rows: tuple[Row, ...]
    rules: OperationRules = THINKA
    today: date = TODAY
    erased: bool = False
    neighbours: tuple[Neighbour, ...] = ()

    def told(self) -> MemoryLedger:
        """The history before the last row; every row of it is taken."""
        ledger = MemoryLedger()
        for row in self.rows[:-1]:
            result = take(ledger, row.kind, row.file, rules=self.rules, today=self.today)
            assert not result.refused, result.refused
        if self.erased:
            ledger.erased.add(PERSON)
        return ledger

    def imported(self) -> ImportResult:
        """The last row as a file."""
        return take(self.told(), self.rows[-1].kind, self.rows[-1].file, rules=self.rules, today=self.today)

    def decided(self) -> Decided:
        """The last row as a command."""
        last, table = self.rows[-1], read_table(self.rows[-1].file.encode())
        setting = Setting(IDS, self.rules, self.today)
        run = Import(last.kind, setting, self.told(), Caller("cli:test", uuid7()), dry_run=True)
        (row,) = read_rows(last.kind, table, read_header(last.kind, table.header))
        assert not row.faults, row.faults
        (decided,) = run.decide([STEPS[last.kind](row, setting)])
        return decided

    def broken(self) -> set[str]:
        """The rules that the command breaks: what a form is told before anything is stored."""
        decided = self.decided()
        if self.rows[-1].kind == "participants":
            return {one.rule for one in findings(decided, self.neighbours)}
        if isinstance(decided.answer, RuleViolation):
            return {one.rule for one in (decided.answer, *getattr(decided.answer, "further", ()))}  # type: ignore[attr-defined]
        return {remark.rule for remark in REMARKS[self.rows[-1].kind](decided) if remark.rule}


@dataclass(frozen=True, slots=True, kw_only=True)
class FourCases:
    """``valid`` keeps the rule plainly, ``invalid`` breaks it, ``boundary`` just keeps it, ``excluded`` is exempt.

    ``by_file``: whether an import file tells it as well; of neighbours and of time that passed it knows nothing.
    """

    valid: Story
    invalid: Story
    boundary: Story
    excluded: Story
    by_file: bool = True


ENTRY: Final[Mapping[str, str]] = {
    "participant_no": "E-1",
    "sozialraum": "rieth",
    "entry_date": "2024-01-10",
    "gender": "female",
    "birth_date": "1985-05-05",
    "employment": "employed",
    "in_education": "no",
    "isced": "3",
}
LEFT: Final = {"exit_date": "2024-08-31"}


def entry(**cells: str) -> Row:
    """A complete entry with these cells."""
    return Row("participants", {**ENTRY, **cells})


def partly(**cells: str) -> Row:
    """A row with the required columns and these: the other columns are absent from the file."""
    required = {name: ENTRY[name] for name in ("participant_no", "sozialraum", "entry_date")}
    return Row("participants", {**required, **cells})


def status(kind: str, day: str, what: str = "employed", **cells: str) -> Row:
    return Row("statuses", {"participant_no": "E-1", "kind": kind, "date": day, "status": what, **cells})


def contact(**cells: str) -> Row:
    return Row("contacts", {"contact_no": "K-1", "date": "2024-01-10", "sozialraum": "rieth", **cells})


def story(*rows: Row, **setting: Any) -> Story:
    return Story(tuple(rows), **setting)


def with_target_group(**settled: str) -> OperationRules:
    return replace(THINKA, settled=settled)


def neighbour(entered: str, left: str | None, operation: str = "thinka") -> Neighbour:
    until = None if left is None else date.fromisoformat(left)
    return Neighbour(UUID(int=9), operation, date.fromisoformat(entered), until)
