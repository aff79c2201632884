"""How an explanation tells that participations of one person are reported as one."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from services.reporting.linking.groups import Member

SOMEBODY: Final = "einer anderen Teilnahme"
ERASED: Final = "einer gelöschten Teilnahme"


def earlier_one(called: str = SOMEBODY) -> str:
    """The rule for one that is linked."""
    return f"Zusammengeführt mit {called}: gezählt wird die Teilnahme mit dem frühesten Eintritt"


def merged_into(rule: str, called: str) -> str:
    """The rule for the one that stands for all."""
    return f"{rule}; zusammengeführt mit {called}: es gelten der letzte Austritt und die Angaben dazu"


def called(members: Sequence[Member], numbers: Mapping[UUID, str | None]) -> str:
    """By their numbers; who is erased has none."""
    return ", ".join(numbers.get(one.participation) or ERASED for one in members)
