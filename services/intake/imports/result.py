"""What an import did, as counts, refused rows and warnings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from services.contracts.intake import (
    ContactCorrected,
    ContactRecorded,
    ParticipationCancelled,
    ParticipationCorrected,
    ParticipationEntered,
    ParticipationSubmitted,
    StatusRecorded,
    StatusRetracted,
)
from services.intake.imports.rows import Fault, Remark
from services.kernel.facts import Contract

Verdict: TypeAlias = Literal["entered", "corrected", "submitted", "cancelled", "retracted", "unchanged", "refused"]

VERDICTS: Final[dict[type[Contract], Verdict]] = {
    ParticipationEntered: "entered",
    ParticipationCorrected: "corrected",
    ParticipationSubmitted: "submitted",
    ParticipationCancelled: "cancelled",
    StatusRecorded: "entered",
    StatusRetracted: "retracted",
    ContactRecorded: "entered",
    ContactCorrected: "corrected",
}


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One line of the errors file: the first fault, and the reasons of all."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class ImportResult:
    """Counts by verdict; ``position`` is that of the last fact stored, None when nothing was."""

    dry_run: bool = False
    rows: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    refused: list[RefusedRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    position: int | None = None

    @property
    def exit_status(self) -> int:
        """3 when rows were refused, else 0; warnings change nothing."""
        return 3 if self.refused else 0

    def took(self, verdict: Verdict, position: int | None = None) -> None:
        self.verdicts[verdict] += 1
        if position is not None:
            self.position = max(position, self.position or 0)

    def refuse(self, row: int, faults: tuple[Fault, ...], names: Mapping[str, str]) -> None:
        """Note a refused row under the column name that the file uses."""
        first = faults[0]
        self.verdicts["refused"] += 1
        column = names.get(first.column, first.column)
        self.refused.append(RefusedRow(row, column, first.value, joined(faults, names)))

    def as_json(self) -> dict[str, Any]:
        """The stable machine form."""
        counts = {verdict: self.verdicts[verdict] for verdict in ("entered", "corrected", "submitted", "cancelled")}
        return {
            "dry_run": self.dry_run,
            "rows": self.rows,
            **counts,
            "retracted": self.verdicts["retracted"],
            "unchanged": self.verdicts["unchanged"],
            "refused": self.verdicts["refused"],
            "warnings": len(self.remarks),
            "position": self.position,
            "refused_rows": [_fields(row) for row in self.refused],
            "remarks": [_fields(remark) for remark in self.remarks],
        }


def joined(faults: Sequence[Fault], names: Mapping[str, str] = MappingProxyType({})) -> str:
    """All reasons in one text; the first one's column stands beside it, the others name theirs."""
    first, *further = faults
    return " ".join([first.reason, *(f"{names.get(fault.column, fault.column)}: {fault.reason}" for fault in further)])


def _fields(of: RefusedRow | Remark) -> dict[str, Any]:
    return {name: getattr(of, name) for name in of.__slots__}
