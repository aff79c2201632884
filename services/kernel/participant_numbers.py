"""Numbers of participants: ``intake`` keeps them in its vault; whoever explains a figure asks through this port.

They never travel: a process without ``intake`` knows none, and an erased person has none.
"""

from collections.abc import Collection, Mapping
from typing import Protocol
from uuid import UUID


class ParticipantNumbers(Protocol):
    """What the participants of a district are called in their operations."""

    def numbers(self, district: str, participations: Collection[tuple[UUID, UUID]]) -> Mapping[UUID, str | None]:
        """(participation, person) -> participation -> number; None or absent: erased."""
        ...


class NoNumbers:
    """A process without the service that knows them."""

    def numbers(self, district: str, participations: Collection[tuple[UUID, UUID]]) -> Mapping[UUID, str | None]:  # noqa: ARG002 - it knows none
        return {}
