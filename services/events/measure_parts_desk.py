"""The desk for what a measure is followed by: milestones, yardsticks, evidence."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.events.domain.measure import Command
from services.events.domain.measure_evidence import LinkEvidence, UnknownEvidence, UnlinkEvidence
from services.events.domain.measure_milestones import CorrectMilestone, DropMilestone, ReachMilestone, SetMilestone
from services.events.domain.measure_state import Evidence
from services.events.domain.measure_yardsticks import (
    CorrectYardstick,
    DropYardstick,
    ReadYardstick,
    SetYardstick,
    YardstickDetails,
)
from services.events.made import Made
from services.events.measure_evidence_sources import is_there
from services.events.measures_desk import MeasuresDesk
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today


@dataclass(frozen=True, slots=True)
class MeasurePartsDesk:
    """Of one district's measures; raises the refusals of ``domain.measure``."""

    desk: MeasuresDesk

    def set_milestone(self, measure_id: UUID, title: str, due: date, context: Context) -> Made:
        milestone_id = self._new_id("milestone", context)
        command = SetMilestone(milestone_id=milestone_id, title=title, due=due)
        return Made(milestone_id, self._execute(measure_id, command, context))

    def correct_milestone(
        self, measure_id: UUID, milestone_id: UUID, title: str, due: date, context: Context
    ) -> Outcome:
        return self._execute(measure_id, CorrectMilestone(milestone_id=milestone_id, title=title, due=due), context)

    def reach_milestone(self, measure_id: UUID, milestone_id: UUID, on: date, context: Context) -> Outcome:
        command = ReachMilestone(milestone_id=milestone_id, on=on, today=today())
        return self._execute(measure_id, command, context)

    def drop_milestone(self, measure_id: UUID, milestone_id: UUID, context: Context) -> Outcome:
        return self._execute(measure_id, DropMilestone(milestone_id=milestone_id), context)

    def set_yardstick(self, measure_id: UUID, details: YardstickDetails, context: Context) -> Made:
        yardstick_id = self._new_id("yardstick", context)
        command = SetYardstick(yardstick_id=yardstick_id, details=details)
        return Made(yardstick_id, self._execute(measure_id, command, context))

    def correct_yardstick(
        self, measure_id: UUID, yardstick_id: UUID, details: YardstickDetails, context: Context
    ) -> Outcome:
        return self._execute(measure_id, CorrectYardstick(yardstick_id=yardstick_id, details=details), context)

    def read_yardstick(
        self, measure_id: UUID, yardstick_id: UUID, on: date, value: Decimal, context: Context
    ) -> Outcome:
        command = ReadYardstick(yardstick_id=yardstick_id, on=on, value=value, today=today())
        return self._execute(measure_id, command, context)

    def drop_yardstick(self, measure_id: UUID, yardstick_id: UUID, context: Context) -> Outcome:
        return self._execute(measure_id, DropYardstick(yardstick_id=yardstick_id), context)

    def link_evidence(self, measure_id: UUID, evidence: Evidence, context: Context) -> Outcome:
        """Raises UnknownEvidence for what is not recorded here."""
        if not is_there(self.desk.events, self.desk.district, evidence):
            raise UnknownEvidence
        return self._execute(measure_id, LinkEvidence(evidence=evidence), context)

    def unlink_evidence(self, measure_id: UUID, evidence: Evidence, context: Context) -> Outcome:
        return self._execute(measure_id, UnlinkEvidence(evidence=evidence), context)

    def _execute(self, measure_id: UUID, command: Command, context: Context) -> Outcome:
        return self.desk.execute(measure_id, command, context)

    def _new_id(self, kind: str, context: Context) -> UUID:
        return self.desk.events.ids(self.desk.district).derive(kind, str(context.command_id))
