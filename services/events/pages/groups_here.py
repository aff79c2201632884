"""The way to groups, meetings and resolutions for pages: what the address names, and the words around it."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from services.events.domain.group_state import UnknownGroup
from services.events.domain.meeting_state import UnknownMeeting
from services.events.domain.resolution import UnknownResolution
from services.events.groups_queries import GroupEntry, find_group
from services.events.known import KnownPartner, partners_of
from services.events.meetings_queries import MeetingEntry, find_meeting
from services.events.pages.asking import Here
from services.events.resolutions_queries import ResolutionEntry, find_resolution
from services.kernel.problems import not_found

GROUPS: Final = "/gremien"
RESOLUTIONS: Final = "/beschluesse"
NAMELESS: Final = "Partner (Name noch nicht bekannt)"


def group_of(here: Here) -> GroupEntry:
    """The group in the address. Raises a Problem (404)."""
    found = find_group(here.service.pool, here.district, here.named("group"))
    if found is None:
        raise not_found(UnknownGroup.title)
    return found


def meeting_of(here: Here) -> MeetingEntry:
    """The meeting in the address, of the group in the address. Raises a Problem (404)."""
    found = find_meeting(here.service.pool, here.district, here.named("meeting"))
    if found is None or found.group_id != here.named("group"):
        raise not_found(UnknownMeeting.title)
    return found


def resolution_of(here: Here) -> ResolutionEntry:
    """The resolution in the address. Raises a Problem (404)."""
    found = find_resolution(here.service.pool, here.district, here.named("resolution"))
    if found is None:
        raise not_found(UnknownResolution.title)
    return found


def group_page(group_id: UUID) -> str:
    return f"{GROUPS}/{group_id}"


def meeting_page(group_id: UUID, meeting_id: UUID) -> str:
    return f"{GROUPS}/{group_id}/sitzungen/{meeting_id}"


def resolution_page(resolution_id: UUID) -> str:
    return f"{RESOLUTIONS}/{resolution_id}"


def known_names(here: Here) -> Mapping[UUID, str]:
    """Partner -> name, of all who were ever listed."""
    return {key: each.name for key, each in partners_of(here.service.pool, here.district).items()}


def to_choose(partners: Mapping[UUID, KnownPartner]) -> list[tuple[str, str]]:
    return [(str(key), each.name) for key, each in partners.items()]
