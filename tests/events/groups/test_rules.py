"""The rules of groups, meetings and resolutions, one by one."""

from dataclasses import replace
from datetime import time
from uuid import UUID

import pytest

from services.contracts.events import Attendance, GroupFounded, MeetingHeld, MemberJoined, MemberLeft, ResolutionPassed
from services.contracts.names import NameMissing
from services.events.domain.agenda import items, numbered
from services.events.domain.days import EndsBeforeItBegins, InTheFuture
from services.events.domain.group import GROUP, CorrectGroup, DissolveGroup, FoundedOtherwise, FoundGroup
from services.events.domain.group import UnknownHandlungsfeld as UnknownField
from services.events.domain.group_feed import OpenFeed
from services.events.domain.group_members import JoinGroup, LeaveGroup, MemberNotListed, NoMember
from services.events.domain.group_state import GroupIsDissolved, Membership, UnknownGroup
from services.events.domain.meeting import (
    MEETING,
    AnsweredTooLate,
    AnswerInvitation,
    CalledOtherwise,
    CallMeeting,
    CountedTwice,
    EndsBeforeItStarts,
    HoldMeeting,
    NoMemberThatDay,
)
from services.events.domain.resolution import (
    RESOLUTION,
    CorrectResolution,
    MeetingNotHeld,
    NotThatDay,
    PassedOtherwise,
    PassResolution,
)
from tests.events.groups.stories import (
    CALLED,
    CHAIR,
    DAY,
    DECIDED,
    DETAILS,
    DISSOLVED,
    FEED,
    FOUNDED,
    GROUP_ID,
    HELD,
    KOWO,
    KOWO_CAME,
    LEFT,
    MEETING_ID,
    PASSED,
    PLAN,
    RECORD,
    RESOLUTION_ID,
    SINCE,
    STRANGER,
    TAG,
    TODAY,
    group_of,
    meeting_of,
)
from tests.kit.spec import specify

group, meeting, resolution = specify(GROUP), specify(MEETING), specify(RESOLUTION)
MEMBERS = group_of(FOUNDED, CHAIR)


# --- Groups -----------------------------------------------------------------


def test_a_name_is_not_given_to_another_group() -> None:
    other = replace(DETAILS, kind="network")

    group(FOUNDED).when(FoundGroup(group_id=GROUP_ID, details=other)).then_refused(FoundedOtherwise, field="name")


def test_a_group_has_a_name_and_fields_that_there_are() -> None:
    group().when(FoundGroup(group_id=GROUP_ID, details=replace(DETAILS, name=" "))).then_refused(NameMissing)
    wrong = replace(DETAILS, handlungsfelder=("gibt-es-nicht",))
    group(FOUNDED).when(CorrectGroup(details=wrong)).then_refused(UnknownField, field="handlungsfelder")


def test_a_group_does_not_end_before_it_begins() -> None:
    group(FOUNDED).when(DissolveGroup(on=SINCE - DAY)).then_refused(EndsBeforeItBegins, field="on")


def test_only_listed_partners_become_members() -> None:
    joining = JoinGroup(partner_id=TAG, role="member", since=TODAY, is_listed=False)

    group(FOUNDED).when(joining).then_refused(MemberNotListed, field="partner_id")


def test_nobody_is_a_member_before_the_group_is_there() -> None:
    joining = JoinGroup(partner_id=TAG, role="member", since=SINCE - DAY, is_listed=True)

    group(FOUNDED).when(joining).then_refused(EndsBeforeItBegins, field="since")


def test_another_role_counts_from_its_day_on() -> None:
    changed = MemberJoined(group_id=GROUP_ID, partner_id=KOWO, role="member", since=TODAY)

    periods = group_of(FOUNDED, CHAIR, changed).members[KOWO]

    assert periods == (Membership("chair", SINCE, TODAY - DAY), Membership("member", TODAY))


def test_the_beginning_of_a_membership_is_corrected_by_the_same_role() -> None:
    corrected = MemberJoined(group_id=GROUP_ID, partner_id=KOWO, role="chair", since=SINCE + DAY)

    assert group_of(FOUNDED, CHAIR, corrected).members[KOWO] == (Membership("chair", SINCE + DAY),)


def test_who_left_and_came_back_was_no_member_in_between() -> None:
    gone = MemberLeft(group_id=GROUP_ID, partner_id=KOWO, on=SINCE + 10 * DAY)
    back = MemberJoined(group_id=GROUP_ID, partner_id=KOWO, role="member", since=SINCE + 20 * DAY)
    state = group_of(FOUNDED, CHAIR, gone, back)

    assert state.membership(KOWO, SINCE + 10 * DAY) is not None
    assert state.membership(KOWO, SINCE + 11 * DAY) is None
    assert state.membership(KOWO, SINCE + 20 * DAY) == Membership("member", SINCE + 20 * DAY)


def test_nobody_leaves_who_never_came() -> None:
    group(FOUNDED, CHAIR).when(LeaveGroup(partner_id=TAG, on=TODAY)).then_refused(NoMember)
    group(FOUNDED, CHAIR).when(LeaveGroup(partner_id=KOWO, on=SINCE - DAY)).then_refused(EndsBeforeItBegins)


def test_a_new_link_replaces_the_one_before() -> None:
    (opened,) = GROUP.decide(OpenFeed(feed_id=TAG), group_of(FOUNDED, FEED))

    assert group_of(FOUNDED, FEED, opened).feed_id == TAG


def test_a_group_that_works_again_is_founded_again() -> None:
    (again,) = GROUP.decide(FoundGroup(group_id=GROUP_ID, details=DETAILS), group_of(FOUNDED, CHAIR, DISSOLVED))

    state = group_of(FOUNDED, CHAIR, DISSOLVED, again)
    assert isinstance(again, GroupFounded)
    assert state.last_day is None
    assert KOWO in state.members


# --- Meetings ---------------------------------------------------------------


def test_a_dissolved_group_does_not_meet_after_its_last_day() -> None:
    ended = group_of(FOUNDED, CHAIR, DISSOLVED)
    later = replace(PLAN, on=TODAY + DAY)

    meeting().when(CallMeeting(meeting_id=MEETING_ID, group=ended, plan=later)).then_refused(GroupIsDissolved)
    meeting().when(CallMeeting(meeting_id=MEETING_ID, group=ended, plan=PLAN)).then(CALLED)


def test_a_group_that_is_not_there_does_not_meet() -> None:
    meeting().when(CallMeeting(meeting_id=MEETING_ID, group=group_of(), plan=PLAN)).then_refused(UnknownGroup)


def test_a_meeting_ends_after_it_starts() -> None:
    wrong = replace(PLAN, ends=time(14))

    meeting().when(CallMeeting(meeting_id=MEETING_ID, group=MEMBERS, plan=wrong)).then_refused(
        EndsBeforeItStarts, field="ends"
    )


def test_a_meeting_is_not_called_twice_under_one_id() -> None:
    other = replace(PLAN, starts=time(9))

    meeting(CALLED).when(CallMeeting(meeting_id=MEETING_ID, group=MEMBERS, plan=other)).then_refused(CalledOtherwise)


def test_only_members_answer_and_only_until_the_meeting() -> None:
    command = AnswerInvitation(partner_id=KOWO, answer="declined", group=MEMBERS, today=TODAY)

    meeting(CALLED).when(replace(command, partner_id=STRANGER)).then_refused(NoMember, field="partner_id")
    meeting(CALLED).when(replace(command, today=TODAY + DAY)).then_refused(AnsweredTooLate, field="answer")


def test_what_lies_ahead_has_not_taken_place() -> None:
    ahead = HoldMeeting(record=replace(RECORD, on=TODAY + DAY), group=MEMBERS, today=TODAY)

    meeting(CALLED).when(ahead).then_refused(InTheFuture, field="on")


@pytest.mark.parametrize("stranger", [STRANGER, KOWO])
def test_attendance_is_of_members_of_that_day(stranger: UUID) -> None:
    gone = group_of(FOUNDED, CHAIR, LEFT)
    there = (replace(RECORD, members=(Attendance(partner_id=stranger, attending="attended"),)),)

    meeting(CALLED).when(HoldMeeting(record=there[0], group=gone, today=TODAY)).then_refused(
        NoMemberThatDay, field="members"
    )


def test_a_member_is_counted_once() -> None:
    twice = replace(RECORD, members=(KOWO_CAME, KOWO_CAME))

    meeting(CALLED).when(HoldMeeting(record=twice, group=MEMBERS, today=TODAY)).then_refused(CountedTwice)


def test_minutes_are_corrected_by_recording_the_meeting_again() -> None:
    corrected = HoldMeeting(record=replace(RECORD, guests=4), group=MEMBERS, today=TODAY)
    expected = MeetingHeld(meeting_id=MEETING_ID, group_id=GROUP_ID, on=TODAY, members=(KOWO_CAME,), guests=4)

    meeting(CALLED, HELD).when(corrected).then(expected)


# --- Resolutions ------------------------------------------------------------


def test_a_meeting_decides_only_once_it_was_held_and_on_its_day() -> None:
    planned, held = meeting_of(CALLED), meeting_of(CALLED, HELD)
    command = PassResolution(resolution_id=RESOLUTION_ID, details=replace(DECIDED, meeting=held), today=TODAY)
    passed = ResolutionPassed(
        resolution_id=RESOLUTION_ID,
        body="Kreistag",
        number="KT/2018/105",
        on=TODAY,
        majority="unanimous",
        meeting_id=MEETING_ID,
        group_id=GROUP_ID,
    )

    resolution().when(command).then(passed)
    resolution().when(replace(command, details=replace(DECIDED, meeting=planned))).then_refused(MeetingNotHeld)
    wrong_day = replace(DECIDED, meeting=held, on=TODAY - DAY)
    resolution().when(replace(command, details=wrong_day)).then_refused(NotThatDay, field="on")


def test_a_number_stands_once_and_nothing_is_decided_in_the_future() -> None:
    other = replace(DECIDED, majority="rejected")
    ahead = replace(DECIDED, on=TODAY + DAY)

    resolution(PASSED).when(PassResolution(resolution_id=RESOLUTION_ID, details=other, today=TODAY)).then_refused(
        PassedOtherwise, field="number"
    )
    resolution(PASSED).when(CorrectResolution(details=ahead, today=TODAY)).then_refused(InTheFuture, field="on")


# --- Agenda -----------------------------------------------------------------


def test_an_agenda_is_numbered_whatever_was_typed_before_its_items() -> None:
    typed = "TOP 1: Begrüßung\n\n 2. Stadtteilfest; Plan, Kosten \n- Verschiedenes\n2026 im Überblick"

    assert items(typed) == ("Begrüßung", "Stadtteilfest; Plan, Kosten", "Verschiedenes", "2026 im Überblick")
    assert numbered(typed)[1] == "TOP 2: Stadtteilfest; Plan, Kosten"
    assert numbered("") == ()
