"""One thing that is to be done, and who may know of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from services.intake.domain.access import Asker

Word: TypeAlias = Literal["text", "code_word", "participant_no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """What, why (in German, from which facts), whose, and until when.

    ``id`` stays the same as long as it is the same work. ``words``: where in the vault (person, field, entry) the words
    lie that tell it from others; ``texts`` are those that the asker may read, None once they are erased.
    ``restricted``: nobody works on the data of whom it is about.
    """

    id: UUID
    kind: str
    what: str
    why: str
    due: date
    operation: str
    subject: UUID
    case_id: UUID | None = None
    team_id: UUID | None = None
    staff_id: UUID | None = None
    words: Mapping[Word, tuple[UUID, str, UUID]] = field(default_factory=dict)
    texts: Mapping[Word, str | None] = field(default_factory=dict)
    restricted: bool = False

    @property
    def persons(self) -> frozenset[UUID]:
        """Whom it is about."""
        return frozenset(person for person, _, _ in self.words.values())


def may_see(asker: Asker, item: WorkItem) -> bool:
    """The Koordination sees that there is work; of a team's case only that team does otherwise."""
    return asker.role == "koordination" or item.team_id is None or item.team_id in asker.teams


def may_read(asker: Asker, item: WorkItem, word: Word) -> bool:
    """The words of a case are not the Koordination's; participant numbers and work without a case are everybody's."""
    if word == "participant_no" or item.case_id is None:
        return True
    return asker.role == "fachkraft" and may_see(asker, item)


def owns(asker: Asker, item: WorkItem) -> bool:
    """Work in somebody's hands is that person's, other work of a team is all its members'."""
    if item.staff_id is not None:
        return str(item.staff_id) == asker.actor
    return item.team_id is not None and item.team_id in asker.teams
