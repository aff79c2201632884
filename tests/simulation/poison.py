"""Messages that nobody may read: unreadable, forged, or of another district than they say."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.simulation.broker import Message
from tests.simulation.domain import DISTRICTS

if TYPE_CHECKING:
    from tests.simulation.world import World


class Poison:
    """Draws one from a genuine message."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.drawn = 0

    def draw(self, genuine: Message) -> Message:
        self.drawn += 1
        bad = replace(genuine, id=f"poison-{self.drawn}", poison=True)
        match self._world.chance.randrange(4):
            case 0:
                return replace(bad, body=genuine.body[: len(genuine.body) // 2])
            case 1:
                return replace(bad, body=genuine.body.replace(b'"sequence":"', b'"sequence":"9'))
            case 2:
                own, _, rest = genuine.routing_key.partition(".")
                other = next(district for district in DISTRICTS if district != own)
                return replace(bad, routing_key=f"{other}.{rest}")
            case _:
                own = genuine.routing_key.partition(".")[0]
                other = next(district for district in DISTRICTS if district != own)
                moved = genuine.body.replace(own.encode(), other.encode())
                return replace(bad, body=moved, routing_key=genuine.routing_key.replace(own, other))
