"""Facts of groups and their meetings: planning groups, Steuerungsgruppe, Beirat, Ortsteilrat, networks.

A group is a stream, ``group_id``; so is a meeting, ``meeting_id``, and a resolution, ``resolution_id``. Agenda, minutes
and the wording of resolutions lie in the vault.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.events.words import Attending, Cancelled, GroupKind, Invited, Majority, MemberRole
from services.kernel.facts import Contract, fact


class OfGroup(Contract, frozen=True, kw_only=True):
    """What every fact of a group names."""

    group_id: UUID


@fact("events.group_founded")
class GroupFounded(OfGroup, frozen=True, kw_only=True):
    """A group works; founded again under the same id, it was corrected or works again."""

    name: Annotated[str, Meta(title="Name der Gruppe")]
    kind: Annotated[GroupKind, Meta(title="Art")]
    since: Annotated[dt.date, Meta(title="Seit")]
    operation: Annotated[str | None, Meta(title="Vorhaben")] = None
    sozialraeume: Annotated[tuple[str, ...], Meta(title="Sozialräume")] = ()
    handlungsfelder: Annotated[tuple[str, ...], Meta(title="Handlungsfelder")] = ()
    details_id: Annotated[UUID | None, Meta(title="Auftrag (Verweis)")] = None


@fact("events.group_dissolved")
class GroupDissolved(OfGroup, frozen=True, kw_only=True):
    """The group works no more."""

    on: Annotated[dt.date, Meta(title="Letzter Tag")]


@fact("events.member_joined")
class MemberJoined(OfGroup, frozen=True, kw_only=True):
    """An organisation of the directory is a member; joined again, its role changed."""

    partner_id: UUID
    role: Annotated[MemberRole, Meta(title="Rolle")]
    since: Annotated[dt.date, Meta(title="Seit")]


@fact("events.member_left")
class MemberLeft(OfGroup, frozen=True, kw_only=True):
    """The organisation is no member after ``on``."""

    partner_id: UUID
    on: Annotated[dt.date, Meta(title="Letzter Tag")]


@fact("events.feed_opened")
class FeedOpened(OfGroup, frozen=True, kw_only=True):
    """The group's meetings can be subscribed to by a link that only its members get; it closes the one before.

    The link's secret is in no fact: it is made of ``feed_id`` with a key of the district.
    """

    feed_id: UUID


@fact("events.feed_closed")
class FeedClosed(OfGroup, frozen=True, kw_only=True):
    """Nobody sees the group's meetings by a link any more."""

    feed_id: UUID


class OfMeeting(Contract, frozen=True, kw_only=True):
    """What every fact of a meeting names."""

    meeting_id: UUID
    group_id: UUID


@fact("events.meeting_called")
class MeetingCalled(OfMeeting, frozen=True, kw_only=True):
    """The members are invited; called again, the meeting was moved or its agenda changed."""

    on: Annotated[dt.date, Meta(title="Am")]
    starts: Annotated[dt.time, Meta(title="Beginn")]
    ends: Annotated[dt.time | None, Meta(title="Ende")] = None
    agenda_id: Annotated[UUID | None, Meta(title="Ort und Tagesordnung (Verweis)")] = None


@fact("events.invitation_answered")
class InvitationAnswered(OfMeeting, frozen=True, kw_only=True):
    """A member says whether it comes; the last answer counts."""

    partner_id: UUID
    answer: Annotated[Invited, Meta(title="Antwort")]


class Attendance(Contract, frozen=True, kw_only=True):
    """Whether a member was there."""

    partner_id: UUID
    attending: Annotated[Attending, Meta(title="Teilnahme")]


@fact("events.meeting_held")
class MeetingHeld(OfMeeting, frozen=True, kw_only=True):
    """The meeting took place; held again, what was recorded was corrected. ``guests`` are counted, not named."""

    on: Annotated[dt.date, Meta(title="Am")]
    members: Annotated[tuple[Attendance, ...], Meta(title="Mitglieder")] = ()
    guests: Annotated[int, Meta(title="Gäste", ge=0)] = 0
    minutes_id: Annotated[UUID | None, Meta(title="Protokoll (Verweis)")] = None


@fact("events.meeting_cancelled")
class MeetingCancelled(OfMeeting, frozen=True, kw_only=True):
    """The meeting does not take place."""

    grounds: Annotated[Cancelled, Meta(title="Grund")]


@fact("events.resolution_passed")
class ResolutionPassed(Contract, frozen=True, kw_only=True):
    """A body decided; ``meeting_id`` where it was a meeting recorded here, else a council's sitting.

    Passed again under the same id, what was recorded was corrected.
    """

    resolution_id: UUID
    body: Annotated[str, Meta(title="Gremium")]
    number: Annotated[str, Meta(title="Beschlussnummer")]
    on: Annotated[dt.date, Meta(title="Beschlossen am")]
    majority: Annotated[Majority, Meta(title="Ergebnis")]
    meeting_id: Annotated[UUID | None, Meta(title="Sitzung (Verweis)")] = None
    group_id: Annotated[UUID | None, Meta(title="Gruppe (Verweis)")] = None
    wording_id: Annotated[UUID | None, Meta(title="Wortlaut (Verweis)")] = None
