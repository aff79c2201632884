"""Forgetting: keys of persons and of files are destroyed; what was sealed under them can never be read again."""

from collections.abc import Collection
from uuid import UUID

from services.events.application import Events
from services.events.opening import key_ring


def forget(events: Events, district: str, persons: Collection[UUID]) -> None:
    """For good; said again it changes nothing."""
    key_ring(events.settings).destroy(district, persons)
