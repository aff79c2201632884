"""What an import did, entry by entry."""

from dataclasses import dataclass, field
from typing import Any

from services.kernel.deciders import RuleViolation
from services.kernel.store import Outcome
from services.referral.exchange.findings import Fault, Remark, documents, shown


@dataclass(slots=True)
class Imported:
    """Entries that are new, changed, as they were, or refused; ``position``: of the last fact stored."""

    dry_run: bool
    records: int = 0
    listed: int = 0
    corrected: int = 0
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    position: int | None = None

    @property
    def refused(self) -> int:
        """How many entries were refused, whatever is wrong with each."""
        return len({fault.record for fault in self.faults})

    def took(self, outcome: Outcome | None, *, is_new: bool) -> None:
        """Note an entry that changes something; ``outcome`` None in a dry run."""
        if is_new:
            self.listed += 1
        else:
            self.corrected += 1
        if outcome is not None and outcome.position is not None:
            self.position = max(outcome.position, self.position or 0)

    def refuse(self, title: str, refused: RuleViolation) -> None:
        """Note an entry that broke a rule."""
        self.faults.append(Fault(title, refused.field or "", shown(refused.detail), refused.title))

    def document(self) -> dict[str, Any]:
        """The stable machine form."""
        return {
            "dry_run": self.dry_run,
            "records": self.records,
            "listed": self.listed,
            "corrected": self.corrected,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "position": self.position,
            "refused_records": documents(self.faults),
            "remarks": documents(self.remarks),
        }
