"""Minutes of counselling add up, pseudonymous or named, until they pass the bagatelle limit of the operation.

From then on the person is a participant if she agrees, and a questionnaire is due (seed 000; no source fixes the limit
for Thuringia, so it is a setting of the operation).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from services.contracts.intake import Contact


class CaseMinutes(NamedTuple):
    """What minutes are added up under: they count for the operation whose contact it was."""

    case_id: UUID
    operation: str


@dataclass(frozen=True, slots=True)
class MinutesDone:
    """Minutes of a case in one operation, its bagatelle limit, and whether a participation is linked there."""

    operation: str
    minutes: int
    limit: int
    linked: bool

    @property
    def questionnaire_due(self) -> bool:
        return self.minutes >= self.limit and not self.linked


def minutes_by_case(last_versions: Iterable[Contact]) -> Counter[CaseMinutes]:
    """Sums over contacts that were not cancelled, each in its last version; anonymous ones belong to no case."""
    sums = Counter[CaseMinutes]()
    for contact in last_versions:
        if contact.case_id is not None and contact.minutes:
            sums[CaseMinutes(contact.case_id, contact.operation)] += contact.minutes
    return sums
