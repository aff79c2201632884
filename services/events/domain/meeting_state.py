"""A meeting as the decisions see it: when it is, who comes, whether it took place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from services.contracts.events import InvitationAnswered, MeetingCalled, MeetingCancelled, MeetingHeld
from services.contracts.events.words import Invited
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True)
class Meeting:
    """``called`` None: there is no such meeting. ``answers``: member -> its last answer."""

    called: MeetingCalled | None = None
    held: MeetingHeld | None = None
    cancelled: MeetingCancelled | None = None
    answers: Mapping[UUID, Invited] = field(default_factory=dict)


class UnknownMeeting(RuleViolation):
    title = "Diese Sitzung gibt es nicht."
    field = "meeting_id"


class MeetingIsCancelled(RuleViolation):
    title = "Diese Sitzung ist abgesagt. Bitte eine neue Sitzung anlegen."


class MeetingWasHeld(RuleViolation):
    title = "Diese Sitzung hat schon stattgefunden."


def expect_called(meeting: Meeting) -> MeetingCalled:
    """To when the members are invited, cancelled or not; raises UnknownMeeting."""
    if meeting.called is None:
        raise UnknownMeeting
    return meeting.called


def expect_on(meeting: Meeting) -> MeetingCalled:
    """The same of a meeting that was not cancelled; raises UnknownMeeting, MeetingIsCancelled."""
    called = expect_called(meeting)
    if meeting.cancelled is not None:
        raise MeetingIsCancelled
    return called


def expect_to_come(meeting: Meeting) -> MeetingCalled:
    """The same of one that was not held either; raises UnknownMeeting, MeetingIsCancelled, MeetingWasHeld."""
    called = expect_on(meeting)
    if meeting.held is not None:
        raise MeetingWasHeld
    return called


def evolve(meeting: Meeting, fact: Contract) -> Meeting:
    match fact:
        case MeetingCalled():
            return replace(meeting, called=fact)
        case InvitationAnswered():
            return replace(meeting, answers={**meeting.answers, fact.partner_id: fact.answer})
        case MeetingHeld():
            return replace(meeting, held=fact)
        case MeetingCancelled():
            return replace(meeting, cancelled=fact)
        case _:
            return meeting
