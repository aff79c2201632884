"""A group's calendar, which its members subscribe to by a secret link: one at a time, and none once it was closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from services.contracts.events import FeedClosed, FeedOpened
from services.events.domain.group_state import Group, expect_known, expect_working
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFeed:
    """Make a link; the one before opens nothing any more."""

    feed_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseFeed:
    """The link opens nothing any more."""


Command: TypeAlias = OpenFeed | CloseFeed


def open_feed(command: OpenFeed, group: Group) -> Sequence[Contract]:
    known = expect_working(group)
    if group.feed_id == command.feed_id:
        return []
    return [FeedOpened(group_id=known.group_id, feed_id=command.feed_id)]


def close_feed(_command: CloseFeed, group: Group) -> Sequence[Contract]:
    known = expect_known(group)
    return [] if group.feed_id is None else [FeedClosed(group_id=known.group_id, feed_id=group.feed_id)]
