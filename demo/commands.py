"""Commands of the demo: their ids are derived, so that the same one told again stores nothing."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.kernel.deciders import Context
from services.kernel.ids import DistrictIds

LONGEST_STORY: Final = 100


@dataclass(slots=True)
class Commands:
    """The commands of one story in one district, counted in the order of telling."""

    ids: DistrictIds
    story: str
    actor: str
    issued: int = 0

    def next(self) -> Context:
        """The context of the next command."""
        command_id = self._id(self.issued)
        self.issued += 1
        assert self.issued <= LONGEST_STORY, self.story
        return Context(actor=self.actor, command_id=command_id, correlation_id=command_id)

    def all_ids(self) -> frozenset[UUID]:
        """Whatever the story may issue: a fact of another command is not the demo's."""
        return frozenset(map(self._id, range(LONGEST_STORY)))

    def _id(self, number: int) -> UUID:
        return self.ids.derive("demo-command", self.story, str(number))
