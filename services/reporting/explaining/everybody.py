"""The grand total of a catalogue: who counts, and who would if the record were complete."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from services.reporting.domain.catalogues import fields as f
from services.reporting.domain.cells import INCOMPLETE
from services.reporting.domain.deciding import told
from services.reporting.domain.entry_cells import reason_of
from services.reporting.domain.expressions import IsOneOf, Row
from services.reporting.esf import Rules
from services.reporting.explaining.verdicts import COUNTS, Judgement, Verdict, asked_for, left_out
from services.reporting.linking.groups import Linked

EVERYBODY: Final = "Gesamtzahl mit unvollständigen Teilnahmen"
ALL_THE_SAME: Final = "In der Gesamtzahl trotzdem gezählt"


@dataclass(frozen=True)
class Everybody:
    """Judges rows for the grand total of a gender (None: all). ``groups``: who is reported as one."""

    rules: Rules
    gender: str | None
    groups: Linked

    def verdict(self, participation: UUID, person: UUID | None, row: Row) -> Verdict:
        """The reasons not to count, of which an incomplete record is none here; then the gender."""
        counted, rule, names = self._judged(row)
        gender = None if row["gender"] is None else str(row["gender"])
        merged = self.groups.merged(participation)
        return Verdict(counted, rule, gender, participation, person, names, merged=merged)

    def _judged(self, row: Row) -> Judgement:
        found = self._of_reasons(row)
        if self.gender is None or not found[0]:
            return found
        asked = IsOneOf(f.gender, (self.gender,))
        if not asked.holds(row):
            return False, told(asked, row), frozenset({f.gender.name})
        return True, f"{found[1]}; {told(asked, row)}", found[2]

    def _of_reasons(self, row: Row) -> Judgement:
        out = left_out(self.rules, row)
        if out is None:
            return True, COUNTS, self._asked_for
        if not self._only_incomplete(row):
            return out
        return True, f"{ALL_THE_SAME}: {out[1]}", self._asked_for

    def _only_incomplete(self, row: Row) -> bool:
        """In an operation that works on structures nobody is counted, complete or not."""
        if not self.rules.settings.participant_based:
            return False
        reason = reason_of(self.rules.catalogue, row, eso_4_12=self.rules.eso_4_12, participant_based=True)
        return reason is not None and reason[0] == INCOMPLETE

    @cached_property
    def _asked_for(self) -> frozenset[str]:
        return asked_for(self.rules)
