"""Where a group's calendar is subscribed to: a public address whose last part is the secret."""

from typing import Final

from services.events.application import Events
from services.events.feed_tokens import FeedTokens
from services.events.groups_queries import GroupEntry, groups_of

CALENDARS: Final = "/kalender/{district}"


def feed_path(events: Events, district: str, group: GroupEntry) -> str | None:
    """The path of the calendar; None while no feed is open."""
    if group.feed_id is None:
        return None
    token = FeedTokens(events.secrets, district).token(group.feed_id)
    return f"{CALENDARS.format(district=district)}/gremium/{token}.ics"


def feed_address(events: Events, district: str, group: GroupEntry) -> str | None:
    """The whole address, as a calendar program takes it."""
    path = feed_path(events, district, group)
    return None if path is None else f"{events.settings.public_address}{path}"


def group_of_token(events: Events, district: str, token: str) -> GroupEntry | None:
    """The group whose calendar a token opens now; None for what was revoked, is forged or was never there."""
    feed_id = FeedTokens(events.secrets, district).read(token)
    if feed_id is None:
        return None
    return next((each for each in groups_of(events.pool, district) if each.feed_id == feed_id), None)
