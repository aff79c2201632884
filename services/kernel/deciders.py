"""Deciders: a pure decision that may refuse, a pure evolution that may not."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar
from uuid import UUID

from services.kernel.facts import Contract

C = TypeVar("C")
S = TypeVar("S")


class RuleViolation(Exception):
    """A command was refused: ``title`` is the rule in German, ``field`` the input at fault, ``detail`` the case."""

    title: ClassVar[str] = "Das ist nicht erlaubt."
    field: str | None = None

    def __init__(self, detail: str | None = None, *, field: str | None = None) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        if field is not None:
            self.field = field


@dataclass(frozen=True, slots=True)
class Decider(Generic[C, S]):
    """An aggregate: its state at the start, what may happen, and what happened."""

    initial: S
    decide: Callable[[C, S], Sequence[Contract]]
    evolve: Callable[[S, Contract], S]

    def fold(self, facts: Iterable[Contract], state: S | None = None) -> S:
        """The state after these facts."""
        current = self.initial if state is None else state
        for happened in facts:
            current = self.evolve(current, happened)
        return current


@dataclass(frozen=True, slots=True)
class Context:
    """Who asked, under which command id. ``request_hash`` tells two requests with one id apart."""

    actor: str
    command_id: UUID
    correlation_id: UUID
    causation_id: UUID | None = None
    request_hash: bytes = b""
    traceparent: str | None = None
