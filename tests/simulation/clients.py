"""People outside the world: they repeat a command until it is answered, and remember every answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final
from uuid import UUID

from services.kernel.database import DatabaseDown
from services.kernel.deciders import Context, Decider, RuleViolation
from services.kernel.store import EventStore, Outcome, StreamContended
from tests.simulation.clock import Signal
from tests.simulation.domain import OPENING, RECORDING, STATUSES, STREAMS, Open, Record, ids_of, participation

REPEATS: Final = 0.15  # how often an answered command is sent once more
REFUSED: Final = "refused"


@dataclass(frozen=True, slots=True)
class Asked:
    """One command, and how many facts it stores unless its decision finds nothing to do."""

    decider: Decider[Any, Any]
    stream: UUID
    command: Any
    context: Context


@dataclass(slots=True)
class Client:
    """``answers``: by command id what the client was told first; ``broken``: promises that were not kept."""

    name: str
    service: str
    district: str
    chance: Random
    new_id: Callable[[], UUID]
    left: int
    asked: list[Asked] = field(default_factory=list)
    answers: dict[UUID, Outcome | str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    open: Asked | None = None

    @property
    def done(self) -> bool:
        return self.left == 0 and self.open is None

    def serve(self, store: EventStore, stop: Signal) -> None:
        """Ask until done; survives the process it asks."""
        while not stop.is_set() and not self.done:
            asking = self.open or self._next()
            self.open = asking
            try:
                outcome: Outcome | str = store.execute(
                    self.district, asking.decider, asking.stream, asking.command, asking.context
                )
            except (DatabaseDown, StreamContended):
                stop.wait(self.chance.uniform(0.02, 0.2))
                continue
            except RuleViolation:
                outcome = REFUSED
            self._answered(asking, outcome)
            stop.wait(self.chance.uniform(0, 0.15))

    def _answered(self, asking: Asked, outcome: Outcome | str) -> None:
        command_id = asking.context.command_id
        first = self.answers.setdefault(command_id, outcome)
        if first is not outcome and isinstance(first, Outcome):
            same = isinstance(outcome, Outcome) and outcome.repeated and outcome.position == first.position
            if not same:
                self.broken.append(f"G10 {self.name}: {command_id} was answered {first}, then {outcome}")
        repeats = isinstance(outcome, Outcome) and self.chance.random() < REPEATS
        self.open = asking if repeats else None

    def _next(self) -> Asked:
        self.left -= 1
        command_id = self.new_id()
        context = Context(self.name, command_id, command_id, request_hash=command_id.bytes)
        asked = self._opening(context) if self.service == "districts" else self._recording(context)
        self.asked.append(asked)
        return asked

    def _recording(self, context: Context) -> Asked:
        stream = participation(self.district, self.chance.randrange(STREAMS))
        statuses = tuple(self.chance.choices(STATUSES, k=self.chance.randint(1, 3)))
        limit = self.chance.choice((10_000, 10_000, 12))
        command = Record(stream, statuses, limit=limit, retract=self.chance.random() < 0.2)
        return Asked(RECORDING, stream, command, context)

    def _opening(self, context: Context) -> Asked:
        name = f"{self.district}-{self.chance.randrange(256):02x}"
        return Asked(OPENING, ids_of(self.district).derive("district"), Open(name), context)
