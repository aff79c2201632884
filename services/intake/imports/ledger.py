"""What an import needs of the store: read streams, keep texts, append. The kernel's parts fit; so does a dictionary."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from services.kernel.deciders import Context, Decider, RuleViolation
from services.kernel.facts import Contract
from services.kernel.vault import Entry


class Appended(NamedTuple):
    """The position of a command's last fact; None when the command changed nothing."""

    position: int | None


class Ledger(Protocol):
    """One district's store as imports use it; every call is a batch."""

    def facts(self, streams: Collection[UUID]) -> Mapping[UUID, Sequence[Contract]]:
        """The opened facts of these streams; streams without facts may be left out."""
        ...

    def destroyed(self, persons: Collection[UUID]) -> Collection[UUID]:
        """Those persons whose identity or record key was destroyed."""
        ...

    def restricted(self, persons: Collection[UUID]) -> Collection[UUID]:
        """Those persons whose data are kept and not worked on."""
        ...

    def keep(self, texts: Sequence[Entry]) -> None:
        """Seal texts into the vault; equal ones are kept once."""
        ...

    def execute_many(
        self, decider: Decider[Any, Any], commands: Sequence[tuple[UUID, Any, Context]]
    ) -> Sequence[Appended | RuleViolation]:
        """Decide and append in order; a refusal stands in its command's place."""
        ...


Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who imports; one correlation id a file."""

    actor: str
    correlation_id: UUID
