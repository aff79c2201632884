"""Who the volunteers are and what their engagements are about: the vault's words, each under a key of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.events.application import Events
from services.events.texts import ERASED, NO_WORDS, Sheet, Words, words_of_all
from services.events.volunteers_queries import EngagementEntry, VolunteerEntry

VOLUNTEER_FIELDS: Final = ("name", "phone", "email", "note")
ENGAGEMENT_FIELDS: Final = ("description",)
NAMELESS: Final = "ohne Namen"


@dataclass(frozen=True, slots=True)
class NamedVolunteer:
    """A volunteer with name and contact."""

    entry: VolunteerEntry
    words: Words

    @property
    def name(self) -> str:
        """``gelöscht`` once they were erased."""
        return ERASED if self.entry.erased_on is not None else self.words.get("name") or NAMELESS


def named(events: Events, district: str, entries: Iterable[VolunteerEntry]) -> list[NamedVolunteer]:
    """By name, those who left and then those who were erased at the end. Raises Forgery."""
    known = list(entries)
    words = words_of_all(events, district, [Sheet(one.volunteer_id, one.contact_id, VOLUNTEER_FIELDS) for one in known])
    found = [NamedVolunteer(one, NO_WORDS if one.contact_id is None else words[one.contact_id]) for one in known]
    return sorted(found, key=_order)


def descriptions(events: Events, district: str, entries: Iterable[EngagementEntry]) -> dict[UUID, str]:
    """Engagement -> what is to be done, of those that say something. Raises Forgery."""
    known = list(entries)
    sheets = [Sheet(each.engagement_id, each.details_id, ENGAGEMENT_FIELDS) for each in known]
    words = words_of_all(events, district, sheets)
    found = {each.engagement_id: words[each.details_id].get("description") for each in known if each.details_id}
    return {key: text for key, text in found.items() if text}


def _order(volunteer: NamedVolunteer) -> tuple[bool, bool, str]:
    entry = volunteer.entry
    return (entry.erased_on is not None, not entry.is_active, volunteer.name.casefold())
