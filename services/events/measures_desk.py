"""The desk for measures: ids and words around their decider, and what a plan names must be there.

Raises the refusals of ``domain.measure``. Milestones, yardsticks and evidence: ``measure_parts_desk``.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.events.words import MeasureEnd
from services.contracts.vocabularies import target_groups
from services.events.application import Events
from services.events.domain.known_places import expect_known
from services.events.domain.measure import MEASURE, Command
from services.events.domain.measure_course import (
    CorrectMeasure,
    EndMeasure,
    MeasureDetails,
    PauseMeasure,
    PlanMeasure,
    ResolveMeasure,
    StartMeasure,
)
from services.events.domain.measure_state import Measure, expect_planned
from services.events.domain.strategy import STRATEGY
from services.events.domain.strategy_goals import expect_goal
from services.events.domain.strategy_state import expect_drafted
from services.events.known import partners_of, staff_of
from services.events.known_places import known_places
from services.events.made import Made
from services.events.strategies_desk import expect_resolution
from services.events.texts import Texts, texts_kept
from services.kernel.deciders import Context, RuleViolation
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry

MEASURE_FIELDS: Final = ("description", "resources")


class UnknownOwner(RuleViolation):
    title = "Diesen Partner gibt es im Verzeichnis nicht."
    field = "owner_id"


class UnknownStaff(RuleViolation):
    title = "Diese Person arbeitet nicht im Landkreis."
    field = "staff_id"


class UnknownTargetGroup(RuleViolation):
    title = "Diese Zielgruppe gibt es nicht."
    field = "target_groups"


@dataclass(frozen=True, slots=True)
class MeasuresDesk:
    """One district's measures; the same command makes the same measure.

    ``texts``: field (``MEASURE_FIELDS``) -> words; they replace those before, all of them.
    """

    events: Events
    district: str

    def plan(self, details: MeasureDetails, texts: Texts, context: Context) -> Made:
        """Raises UnknownStrategy, UnknownStrategyGoal, and the refusals of this desk."""
        measure_id = self.events.ids(self.district).derive("measure", str(context.command_id))
        self._expect_goal(details)
        self._expect_named(details, Measure())
        known, words = self._with_texts(measure_id, details, texts)
        return Made(
            measure_id, self.execute(measure_id, PlanMeasure(measure_id=measure_id, details=known), context, words)
        )

    def correct(self, measure_id: UUID, details: MeasureDetails, texts: Texts, context: Context) -> Outcome:
        """It may go to another goal; one that it has already may be dropped by now."""
        measure = self.events.state(self.district, MEASURE, measure_id)
        if expect_planned(measure).goal_id != details.goal_id:
            self._expect_goal(details)
        self._expect_named(details, measure)
        known, words = self._with_texts(measure_id, details, texts)
        return self.execute(measure_id, CorrectMeasure(details=known), context, words)

    def resolve(self, measure_id: UUID, resolution_id: UUID, context: Context) -> Outcome:
        """Raises UnknownResolution for one that does not stand in the register."""
        expect_resolution(self.events, self.district, resolution_id)
        return self.execute(measure_id, ResolveMeasure(resolution_id=resolution_id), context)

    def start(self, measure_id: UUID, on: date, context: Context) -> Outcome:
        return self.execute(measure_id, StartMeasure(on=on, today=today()), context)

    def pause(self, measure_id: UUID, on: date, context: Context) -> Outcome:
        return self.execute(measure_id, PauseMeasure(on=on, today=today()), context)

    def end(self, measure_id: UUID, on: date, end: MeasureEnd, context: Context) -> Outcome:
        return self.execute(measure_id, EndMeasure(on=on, today=today(), end=end), context)

    def execute(
        self, measure_id: UUID, command: Command, context: Context, words: list[Entry] | None = None
    ) -> Outcome:
        """Decide on the measure's stream."""
        return self.events.desk.execute(self.district, MEASURE, (measure_id, command, context), words or ())

    def _expect_goal(self, details: MeasureDetails) -> None:
        strategy = self.events.state(self.district, STRATEGY, details.strategy_id)
        expect_drafted(strategy)
        expect_goal(strategy, details.goal_id)

    def _expect_named(self, details: MeasureDetails, before: Measure) -> None:
        """Whom and what a plan names; who is named already may have left."""
        pool = self.events.pool
        expect_known(known_places(self.events, self.district), details.sozialraeume, None, field="sozialraeume")
        if not target_groups().keys() >= set(details.target_groups):
            raise UnknownTargetGroup
        if details.owner_id is not None and details.owner_id not in partners_of(pool, self.district):
            raise UnknownOwner
        named = before.planned.staff_id if before.planned else None
        if details.staff_id not in {None, named, *staff_of(pool, self.district, today())}:
            raise UnknownStaff

    def _with_texts(
        self, measure_id: UUID, details: MeasureDetails, texts: Texts
    ) -> tuple[MeasureDetails, list[Entry]]:
        details_id, words = texts_kept(self.events, self.district, measure_id, texts)
        return replace(details, details_id=details_id), words
