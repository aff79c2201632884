"""What a desk answers to a command that makes something."""

from typing import NamedTuple
from uuid import UUID

from services.kernel.store import Outcome


class Made(NamedTuple):
    """The id of what a command was about, and what became of the command."""

    id: UUID
    outcome: Outcome
