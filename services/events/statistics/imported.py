"""What an import of figures did, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from services.events.statistics.reading import Fault
from services.kernel.store import Outcome


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One line of the errors file: the first fault, and the reasons of all."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was not read; row 1 is the header."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"Zeile {self.row}, Spalte {self.column}: {self.text}"


@dataclass(slots=True)
class Imported:
    """Figures that are new, corrected, as they were, or refused; ``defined``: indicators that are new or changed.

    ``position``: of the last fact stored, None when nothing was.
    """

    dry_run: bool
    rows: int = 0
    defined: int = 0
    entered: int = 0
    corrected: int = 0
    unchanged: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    position: int | None = None

    def stood(self, outcome: Outcome | None) -> None:
        """Note where a command stands; None in a dry run."""
        if outcome is not None and outcome.position is not None:
            self.position = max(outcome.position, self.position or 0)

    def refuse(self, row: int, faults: Sequence[Fault], names: Mapping[str, str]) -> None:
        """Under the column names that the file uses."""
        first, *further = faults
        reasons = [first.reason, *(f"{names.get(each.column, each.column)}: {each.reason}" for each in further)]
        self.refused.append(RefusedRow(row, names.get(first.column, first.column), first.value, " ".join(reasons)))

    def document(self) -> dict[str, Any]:
        """The stable machine form."""
        counts = {name: getattr(self, name) for name in ("rows", "defined", "entered", "corrected", "unchanged")}
        return {
            "dry_run": self.dry_run,
            **counts,
            "refused": len(self.refused),
            "position": self.position,
            "refused_rows": [asdict(each) for each in self.refused],
            "remarks": [asdict(each) for each in self.remarks],
        }
