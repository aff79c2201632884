"""Given facts, when a command, then facts: deciders specified in one expression.

::

    given = specify(PARTICIPATION)
    given(ENTERED).when(CORRECT).then(CORRECTED)
    given(ENTERED).when(ENTER).then_nothing()
    given().when(CANCEL).then_refused(UnknownParticipation, field="participant_no")
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pytest

from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

C = TypeVar("C")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Given(Generic[C, S]):
    """A history."""

    decider: Decider[C, S]
    facts: Sequence[Contract]

    def when(self, command: C) -> "When[C, S]":
        return When(self.decider, self.facts, command)

    def then_state(self, state: S) -> None:
        assert self.decider.fold(self.facts) == state


@dataclass(frozen=True, slots=True)
class When(Generic[C, S]):
    """A history and the command that meets it."""

    decider: Decider[C, S]
    facts: Sequence[Contract]
    command: C

    def then(self, *expected: Contract) -> None:
        """Exactly these facts happen; and once they have, the same command changes nothing."""
        assert list(self._decided(self.facts)) == list(expected)
        assert not self._decided([*self.facts, *expected]), "the command is not idempotent"

    def then_nothing(self) -> None:
        assert list(self._decided(self.facts)) == []

    def then_refused(
        self, rule: type[RuleViolation], *, field: str | None = None, further: Sequence[type[RuleViolation]] = ()
    ) -> None:
        """The command is refused by this rule, at this field, and by these further rules."""
        with pytest.raises(rule) as refused:
            self._decided(self.facts)
        assert type(refused.value) is rule
        assert field is None or refused.value.field == field
        assert [type(other) for other in getattr(refused.value, "further", ())] == list(further)

    def _decided(self, facts: Sequence[Contract]) -> Sequence[Contract]:
        return self.decider.decide(self.command, self.decider.fold(facts))


def specify(decider: Decider[C, S]) -> Callable[..., Given[C, S]]:
    """The word ``given`` for one decider."""

    def given(*facts: Contract) -> Given[C, S]:
        return Given(decider, facts)

    return given
