"""The Sozialräume and operations that a command of this district may name."""

from services.events.application import Events
from services.events.domain.known_places import KnownPlaces
from services.events.known import operations_of, sozialraeume_of


def known_places(events: Events, district: str) -> KnownPlaces:
    operations = operations_of(events.pool, district)
    return KnownPlaces(
        frozenset(sozialraeume_of(events.pool, district)), frozenset(each.operation for each in operations)
    )
