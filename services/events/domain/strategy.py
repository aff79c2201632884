"""A strategy, put together: its frame and its goals. All facts of one strategy form one stream."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from services.events.domain import strategy_frame, strategy_goals
from services.events.domain.strategy_state import Strategy, evolve
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

Command: TypeAlias = strategy_frame.Command | strategy_goals.Command

DECISIONS: Final[Mapping[type[Any], Callable[[Any, Strategy], Sequence[Contract]]]] = {
    strategy_frame.DraftStrategy: strategy_frame.draft,
    strategy_frame.CorrectStrategy: strategy_frame.correct,
    strategy_frame.AdoptStrategy: strategy_frame.adopt,
    strategy_goals.SetGoal: strategy_goals.set_goal,
    strategy_goals.CorrectGoal: strategy_goals.correct_goal,
    strategy_goals.DropGoal: strategy_goals.drop_goal,
}


def decide(command: Command, strategy: Strategy) -> Sequence[Contract]:
    return DECISIONS[type(command)](command, strategy)


STRATEGY: Final = Decider(initial=Strategy(), decide=decide, evolve=evolve)
