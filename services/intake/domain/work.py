"""One thing that is to be done, and who may know of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.intake.domain.access import Asker


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """What, why (in German, from which facts), whose, and until when.

    ``id`` stays the same as long as it is the same work. ``words``: where its text lies in the vault (person, field,
    entry); ``text`` is that text, where it was asked for and is not erased.
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
    words: tuple[UUID, str, UUID] | None = None
    text: str | None = None


def may_see(asker: Asker, item: WorkItem) -> bool:
    """The Koordination sees that there is work; of a team's case only that team does otherwise."""
    return asker.role == "koordination" or item.team_id is None or item.team_id in asker.teams


def may_read(asker: Asker, item: WorkItem) -> bool:
    """What a case is about is not the Koordination's; work without a case is everybody's."""
    return item.case_id is None or (asker.role == "fachkraft" and may_see(asker, item))


def owns(asker: Asker, item: WorkItem) -> bool:
    """Work in somebody's hands is that person's, other work of a team is all its members'."""
    if item.staff_id is not None:
        return str(item.staff_id) == asker.actor
    return item.team_id is not None and item.team_id in asker.teams
