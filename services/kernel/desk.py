"""The desk of a service: one command at a time, with the texts that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from services.kernel.deciders import Decider
from services.kernel.store import EventStore, Outcome, Request
from services.kernel.vault import Entry, Vault

C = TypeVar("C")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Desk:
    """Decides and stores; a refused command leaves no text behind."""

    store: EventStore
    vault: Vault

    def execute(
        self, district: str, decider: Decider[C, S], request: Request[C], texts: Sequence[Entry] = ()
    ) -> Outcome:
        """Raises RuleViolation, CommandReused, StreamContended, DatabaseDown, KeyDestroyed.

        Texts are kept before the facts that name them: a text without its fact is harmless and never shown.
        """
        if texts and self.store.foresee(district, decider, *request):
            self.vault.put(district, texts)
        return self.store.execute(district, decider, *request)
