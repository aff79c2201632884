"""Commands of the demo: their ids are derived, so that the same one told again stores nothing."""

from dataclasses import dataclass, field
from uuid import UUID

from services.kernel.deciders import Context
from services.kernel.ids import DistrictIds


@dataclass(slots=True)
class Commands:
    """The commands of one story in one district, counted in the order of telling."""

    ids: DistrictIds
    story: str
    actor: str
    issued: list[UUID] = field(default_factory=list)

    def next(self) -> Context:
        """The context of the next command."""
        command_id = self.ids.derive("demo-command", self.story, str(len(self.issued)))
        self.issued.append(command_id)
        return Context(actor=self.actor, command_id=command_id, correlation_id=command_id)
