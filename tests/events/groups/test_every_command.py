"""Every command of groups, meetings and resolutions in every state: what happens, or which rule says no."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, get_args

import pytest

from services.contracts.events import (
    FeedClosed,
    FeedOpened,
    GroupDissolved,
    GroupFounded,
    InvitationAnswered,
    MeetingCalled,
    MeetingCancelled,
    MeetingHeld,
    MemberJoined,
    MemberLeft,
    ResolutionPassed,
)
from services.events.domain import group, meeting, resolution
from services.events.domain.group import CorrectGroup, DissolveGroup, FoundGroup
from services.events.domain.group_feed import CloseFeed, OpenFeed
from services.events.domain.group_members import JoinGroup, LeaveGroup, NoMember
from services.events.domain.group_state import GroupIsDissolved, UnknownGroup
from services.events.domain.meeting import AnswerInvitation, CallMeeting, CancelMeeting, HoldMeeting, MoveMeeting
from services.events.domain.meeting_state import MeetingIsCancelled, MeetingWasHeld, UnknownMeeting
from services.events.domain.resolution import CorrectResolution, PassResolution, UnknownResolution
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract
from tests.events.groups.stories import (
    ANSWERED,
    CALLED,
    CANCELLED,
    CHAIR,
    DAY,
    DECIDED,
    DETAILS,
    DISSOLVED,
    FEED,
    FEED_ID,
    FOUNDED,
    GROUP_ID,
    HELD,
    KOWO,
    LEFT,
    MEETING_ID,
    PASSED,
    PLAN,
    RECORD,
    RESOLUTION_ID,
    TODAY,
    group_of,
)

# What comes of a command in each of these states, in their order; None: nothing, as it was so already.
Outcome = type[Contract] | type[RuleViolation] | None
Table = Sequence[tuple[Any, tuple[Outcome, ...]]]

GROUPS: Final[Mapping[str, tuple[Contract, ...]]] = {
    "unknown": (),
    "bare": (FOUNDED,),
    "full": (FOUNDED, CHAIR, FEED),
    "left": (FOUNDED, CHAIR, LEFT),
    "dissolved": (FOUNDED, CHAIR, FEED, DISSOLVED),
}
OF_GROUP: Final[Table] = (
    (FoundGroup(group_id=GROUP_ID, details=DETAILS), (GroupFounded, None, None, None, GroupFounded)),
    (
        CorrectGroup(details=replace(DETAILS, kind="network")),
        (UnknownGroup, GroupFounded, GroupFounded, GroupFounded, GroupIsDissolved),
    ),
    (
        DissolveGroup(on=TODAY + DAY),
        (UnknownGroup, GroupDissolved, GroupDissolved, GroupDissolved, GroupDissolved),
    ),
    (
        JoinGroup(partner_id=KOWO, role="member", since=TODAY, is_listed=True),
        (UnknownGroup, MemberJoined, MemberJoined, MemberJoined, GroupIsDissolved),
    ),
    (LeaveGroup(partner_id=KOWO, on=TODAY), (UnknownGroup, NoMember, MemberLeft, MemberLeft, MemberLeft)),
    (OpenFeed(feed_id=FEED_ID), (UnknownGroup, FeedOpened, None, FeedOpened, GroupIsDissolved)),
    (CloseFeed(), (UnknownGroup, None, FeedClosed, None, FeedClosed)),
)

GROUP: Final = group_of(FOUNDED, CHAIR)
MEETINGS: Final[Mapping[str, tuple[Contract, ...]]] = {
    "unknown": (),
    "called": (CALLED,),
    "answered": (CALLED, ANSWERED),
    "held": (CALLED, ANSWERED, HELD),
    "cancelled": (CALLED, CANCELLED),
}
OF_MEETING: Final[Table] = (
    (
        CallMeeting(meeting_id=MEETING_ID, group=GROUP, plan=PLAN),
        (MeetingCalled, None, None, MeetingWasHeld, MeetingIsCancelled),
    ),
    (
        MoveMeeting(group=GROUP, plan=replace(PLAN, on=TODAY + DAY)),
        (UnknownMeeting, MeetingCalled, MeetingCalled, MeetingWasHeld, MeetingIsCancelled),
    ),
    (
        AnswerInvitation(partner_id=KOWO, answer="accepted", group=GROUP, today=TODAY),
        (UnknownMeeting, InvitationAnswered, None, MeetingWasHeld, MeetingIsCancelled),
    ),
    (
        HoldMeeting(record=RECORD, group=GROUP, today=TODAY),
        (UnknownMeeting, MeetingHeld, MeetingHeld, None, MeetingIsCancelled),
    ),
    (
        CancelMeeting(grounds="illness"),
        (UnknownMeeting, MeetingCancelled, MeetingCancelled, MeetingWasHeld, None),
    ),
)

RESOLUTIONS: Final[Mapping[str, tuple[Contract, ...]]] = {"unknown": (), "passed": (PASSED,)}
OF_RESOLUTION: Final[Table] = (
    (PassResolution(resolution_id=RESOLUTION_ID, details=DECIDED, today=TODAY), (ResolutionPassed, None)),
    (
        CorrectResolution(details=replace(DECIDED, majority="majority"), today=TODAY),
        (UnknownResolution, ResolutionPassed),
    ),
)


def cases(states: Mapping[str, tuple[Contract, ...]], table: Table) -> list[tuple[str, Any, Outcome]]:
    """(state, command, what comes of it), each of them once."""
    return [
        (state, command, outcome)
        for command, outcomes in table
        for state, outcome in zip(states, outcomes, strict=True)
    ]


def named(value: object) -> str:
    return value if isinstance(value, str) else getattr(value, "__name__", type(value).__name__)


@pytest.mark.parametrize(("state", "command", "outcome"), cases(GROUPS, OF_GROUP), ids=named)
def test_what_comes_of_a_command_to_a_group(state: str, command: group.Command, outcome: Outcome) -> None:
    expect(group.GROUP, GROUPS[state], command, outcome)


@pytest.mark.parametrize(("state", "command", "outcome"), cases(MEETINGS, OF_MEETING), ids=named)
def test_what_comes_of_a_command_to_a_meeting(state: str, command: meeting.Command, outcome: Outcome) -> None:
    expect(meeting.MEETING, MEETINGS[state], command, outcome)


@pytest.mark.parametrize(("state", "command", "outcome"), cases(RESOLUTIONS, OF_RESOLUTION), ids=named)
def test_what_comes_of_a_command_to_a_resolution(state: str, command: resolution.Command, outcome: Outcome) -> None:
    expect(resolution.RESOLUTION, RESOLUTIONS[state], command, outcome)


def test_no_command_was_forgotten() -> None:
    assert {type(each) for each, _ in OF_GROUP} == set(get_args(group.Command)) == set(group.DECISIONS)
    assert {type(each) for each, _ in OF_MEETING} == set(get_args(meeting.Command)) == set(meeting.DECISIONS)
    assert {type(each) for each, _ in OF_RESOLUTION} == set(get_args(resolution.Command))


def expect(decider: Decider[Any, Any], facts: tuple[Contract, ...], command: object, outcome: Outcome) -> None:
    state = decider.fold(facts)
    if outcome is not None and issubclass(outcome, RuleViolation):
        with pytest.raises(outcome):
            decider.decide(command, state)
        return
    decided = decider.decide(command, state)
    assert [type(fact) for fact in decided] == ([] if outcome is None else [outcome])
    assert not decider.decide(command, decider.fold(decided, state)), "the command is not idempotent"
