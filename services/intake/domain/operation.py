"""What intake must know of an operation (Vorhaben) to decide: its period and its windows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from services.contracts.intake import StatusKind
from services.intake.domain.calendar import add_months


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRules:
    """Period and windows of one operation; both ends of each are included.

    ``settled``: traits that the target group fixes, field -> value.
    """

    operation: str
    start: date
    end: date
    specific_objective: str
    exit_days: int
    followup_from_months: int
    followup_to_months: int
    settled: Mapping[str, str] = field(default_factory=dict)

    def runs_on(self, day: date) -> bool:
        return self.start <= day <= self.end

    def window(self, kind: StatusKind, exit_date: date) -> tuple[date, date]:
        """First and last day on which such a status may lie."""
        if kind == "exit":
            return exit_date, exit_date + timedelta(days=self.exit_days)
        first = add_months(exit_date, self.followup_from_months)
        return first, add_months(exit_date, self.followup_to_months)
