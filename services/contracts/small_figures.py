"""Figures of others that stand for too few people to be told."""

from decimal import Decimal
from typing import Final

# An indicator in one of these units counts people itself.
COUNT_PEOPLE: Final = frozenset(
    {"personen", "menschen", "einwohner", "einwohnerinnen und einwohner", "kinder", "jugendliche"}
)


def counts_people(unit: str) -> bool:
    return unit.casefold() in COUNT_PEOPLE


def people_behind(value: str | None, unit: str, persons: int | None) -> Decimal | None:
    """How many people a figure stands for: as its source says, or it counts them; None: not known."""
    if persons is not None:
        return Decimal(persons)
    return Decimal(value) if value is not None and counts_people(unit) else None


def is_small(value: str | None, unit: str, persons: int | None, smallest: int) -> bool:
    """Whether it stands for fewer people than its indicator tells of; not where that is unknown."""
    people = people_behind(value, unit, persons)
    return people is not None and people < smallest
