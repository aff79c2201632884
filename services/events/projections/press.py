"""What was said of the quarter, where and in which tone? Read by the pages about press work and the trend."""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.events.press import PressItemRecorded, PressItemWithdrawn
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

PRESS_ITEMS = Table(
    "press_items",
    "item",
    ("on_day", "medium", "channel", "tone", "own", "reach", "sozialraeume", "operation", "event", "details"),
    versioned=False,
)

Fact: TypeAlias = PressItemRecorded | PressItemWithdrawn


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """An item as it was corrected last; none once it was taken back."""
    fact = recorded.fact
    if isinstance(fact, PressItemWithdrawn):
        return [Drop(PRESS_ITEMS, fact.item_id)]
    said = (fact.on, fact.medium, fact.channel, fact.tone, fact.own, fact.reach)
    of = (list(fact.sozialraeume), fact.operation, fact.event_id, fact.details_id)
    return [Put(PRESS_ITEMS, fact.item_id, (*said, *of))]


press_items = Projection(
    "press_items", version=1, tables=(PRESS_ITEMS,), reads=(PressItemRecorded, PressItemWithdrawn), fold=keep
)
