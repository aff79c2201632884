"""Several commands to one stream as one: all of it is stored, or nothing."""

from collections.abc import Sequence
from typing import TypeVar

from services.kernel.deciders import Decider
from services.kernel.facts import Contract

C = TypeVar("C")
S = TypeVar("S")


def several(decider: Decider[C, S]) -> Decider[Sequence[C], S]:
    """Each command is decided on what those before it decided; one refusal refuses them all."""

    def decide(commands: Sequence[C], state: S) -> Sequence[Contract]:
        found: list[Contract] = []
        now = state
        for command in commands:
            facts = decider.decide(command, now)
            now = decider.fold(facts, now)
            found += facts
        return found

    return Decider(initial=decider.initial, decide=decide, evolve=decider.evolve)
