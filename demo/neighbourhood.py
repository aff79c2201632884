"""Where community work is told: a district's desks of events, its partners, and the day that days count from."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from demo.commands import Commands
from demo.loading_day import LoadingDay
from services.events.application import Events


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The partners of a district by name, without those that people went on with."""

    events: Events
    district: str
    partners: Mapping[str, UUID]
    loading: LoadingDay
    actor: str

    def commands(self, story: str) -> Commands:
        return Commands(self.events.ids(self.district), story, self.actor)

    def is_left_to_people(self, stream: UUID, commands: Commands) -> bool:
        """Whether anybody but the demo wrote there."""
        rows = self.events.store.log.streams(self.district, [stream])[stream]
        ours = commands.all_ids() if rows else frozenset()
        return any(row.command_id not in ours for row in rows)
