"""The desk for strategies and their goals: ids and words around their decider, whose refusals it raises."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from services.events.application import Events
from services.events.domain.known_places import expect_known
from services.events.domain.resolution import RESOLUTION, UnknownResolution
from services.events.domain.strategy import STRATEGY, Command
from services.events.domain.strategy_frame import AdoptStrategy, CorrectStrategy, DraftStrategy, StrategyDetails
from services.events.domain.strategy_goals import CorrectGoal, DropGoal, SetGoal
from services.events.known_places import known_places
from services.events.made import Made
from services.events.texts import Texts, texts_kept
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry

STRATEGY_FIELDS: Final = ("description",)


@dataclass(frozen=True, slots=True)
class StrategiesDesk:
    """One district's strategies; the same command makes the same strategy, the same goal.

    ``texts``: field (``STRATEGY_FIELDS``) -> words; they replace those before, all of them.
    """

    events: Events
    district: str

    def draft(self, details: StrategyDetails, texts: Texts, context: Context) -> Made:
        strategy_id = self._new_id("strategy", context)
        expect_known(known_places(self.events, self.district), (), details.operation, field="operation")
        known, words = self._with_texts(strategy_id, details, texts)
        command = DraftStrategy(strategy_id=strategy_id, details=known)
        return Made(strategy_id, self._execute(strategy_id, command, context, words))

    def correct(self, strategy_id: UUID, details: StrategyDetails, texts: Texts, context: Context) -> Outcome:
        expect_known(known_places(self.events, self.district), (), details.operation, field="operation")
        known, words = self._with_texts(strategy_id, details, texts)
        return self._execute(strategy_id, CorrectStrategy(details=known), context, words)

    def adopt(self, strategy_id: UUID, on: date, resolution_id: UUID | None, context: Context) -> Outcome:
        """``resolution_id``: of the register of resolutions, where the decision stands there.

        Raises UnknownResolution.
        """
        if resolution_id is not None:
            expect_resolution(self.events, self.district, resolution_id)
        command = AdoptStrategy(on=on, today=today(), resolution_id=resolution_id)
        return self._execute(strategy_id, command, context)

    def set_goal(self, strategy_id: UUID, handlungsfeld: str, title: str, context: Context) -> Made:
        goal_id = self._new_id("strategy-goal", context)
        command = SetGoal(goal_id=goal_id, handlungsfeld=handlungsfeld, title=title)
        return Made(goal_id, self._execute(strategy_id, command, context))

    def correct_goal(
        self, strategy_id: UUID, goal_id: UUID, handlungsfeld: str, title: str, context: Context
    ) -> Outcome:
        command = CorrectGoal(goal_id=goal_id, handlungsfeld=handlungsfeld, title=title)
        return self._execute(strategy_id, command, context)

    def drop_goal(self, strategy_id: UUID, goal_id: UUID, context: Context) -> Outcome:
        return self._execute(strategy_id, DropGoal(goal_id=goal_id), context)

    def _execute(
        self, strategy_id: UUID, command: Command, context: Context, words: list[Entry] | None = None
    ) -> Outcome:
        return self.events.desk.execute(self.district, STRATEGY, (strategy_id, command, context), words or ())

    def _new_id(self, kind: str, context: Context) -> UUID:
        return self.events.ids(self.district).derive(kind, str(context.command_id))

    def _with_texts(
        self, strategy_id: UUID, details: StrategyDetails, texts: Texts
    ) -> tuple[StrategyDetails, list[Entry]]:
        details_id, words = texts_kept(self.events, self.district, strategy_id, texts)
        return replace(details, details_id=details_id), words


def expect_resolution(events: Events, district: str, resolution_id: UUID) -> None:
    """Raises UnknownResolution."""
    if events.state(district, RESOLUTION, resolution_id).passed is None:
        raise UnknownResolution
