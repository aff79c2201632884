"""Telling at the desk of press work what was said of the quarters."""

from demo.community.shape import PressItem
from demo.neighbourhood import Neighbourhood
from services.events.domain.press_item import PressItemDetails
from services.events.press_desk import PressDesk


def tell_press(place: Neighbourhood, told: PressItem) -> None:
    """The first command is known again, and leaves what people made of the item."""
    details = PressItemDetails(
        on=told.on,
        medium=told.medium,
        channel=told.channel,
        tone=told.tone,
        own=told.own,
        reach=told.reach,
        sozialraeume=tuple(told.sozialraeume),
        operation=told.operation,
    )
    commands = place.commands(f"press {told.medium} {told.on}")
    PressDesk(place.events, place.district).record(details, {"headline": told.headline}, commands.next())
