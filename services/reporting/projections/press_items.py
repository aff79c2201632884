"""What was said in the press, and in which tone, at which position of events' log? Read by the activity report."""

from collections.abc import Iterable

from services.contracts.events import PressItemRecorded, PressItemWithdrawn
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table(
    "press_item_versions",
    "item",
    ("on_day", "channel", "tone", "own", "reach", "sozialraeume", "event", "operation", "fact"),
)


def keep_version(recorded: Recorded[PressItemRecorded | PressItemWithdrawn]) -> Iterable[Change]:
    """Every recording carries the whole item; one that was withdrawn ends."""
    item = recorded.fact
    if isinstance(item, PressItemWithdrawn):
        return (Drop(TABLE, item.item_id),)
    said = (item.on, item.channel, item.tone, item.own, item.reach)
    about = (list(item.sozialraeume), item.event_id, item.operation)
    return (Put(TABLE, item.item_id, (*said, *about, recorded.id)),)


press_items = Projection(
    "press_items", version=1, tables=(TABLE,), reads=(PressItemRecorded, PressItemWithdrawn), fold=keep_version
)
