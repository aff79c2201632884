"""A group, its meeting and a resolution in all they can be, for the tests of groups."""

from datetime import date, time, timedelta
from uuid import UUID

from services.contracts.events import (
    Attendance,
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
from services.events.domain.group import GROUP, GroupDetails
from services.events.domain.group_state import Group
from services.events.domain.meeting import MEETING, MeetingPlan, MeetingRecord
from services.events.domain.meeting_state import Meeting
from services.events.domain.resolution import ResolutionDetails
from services.kernel.facts import Contract

DAY = timedelta(days=1)
TODAY = date(2026, 6, 30)
SINCE = TODAY - 100 * DAY
GROUP_ID, MEETING_ID, RESOLUTION_ID, KOWO, TAG, STRANGER, FEED_ID, TEXT_ID = (UUID(int=each) for each in range(1, 9))

DETAILS = GroupDetails(name="Planungsgruppe Rieth", kind="planning_group", since=SINCE)
FOUNDED = GroupFounded(group_id=GROUP_ID, name="Planungsgruppe Rieth", kind="planning_group", since=SINCE)
DISSOLVED = GroupDissolved(group_id=GROUP_ID, on=TODAY)
CHAIR = MemberJoined(group_id=GROUP_ID, partner_id=KOWO, role="chair", since=SINCE)
LEFT = MemberLeft(group_id=GROUP_ID, partner_id=KOWO, on=TODAY - DAY)
FEED = FeedOpened(group_id=GROUP_ID, feed_id=FEED_ID)

PLAN = MeetingPlan(on=TODAY, starts=time(14), ends=time(16))
CALLED = MeetingCalled(meeting_id=MEETING_ID, group_id=GROUP_ID, on=TODAY, starts=time(14), ends=time(16))
ANSWERED = InvitationAnswered(meeting_id=MEETING_ID, group_id=GROUP_ID, partner_id=KOWO, answer="accepted")
KOWO_CAME = Attendance(partner_id=KOWO, attending="attended")
RECORD = MeetingRecord(on=TODAY, members=(KOWO_CAME,), guests=3)
HELD = MeetingHeld(meeting_id=MEETING_ID, group_id=GROUP_ID, on=TODAY, members=(KOWO_CAME,), guests=3)
CANCELLED = MeetingCancelled(meeting_id=MEETING_ID, group_id=GROUP_ID, grounds="illness")

DECIDED = ResolutionDetails(body="Kreistag", number="KT/2018/105", on=TODAY, majority="unanimous")
PASSED = ResolutionPassed(
    resolution_id=RESOLUTION_ID, body="Kreistag", number="KT/2018/105", on=TODAY, majority="unanimous"
)


def group_of(*facts: Contract) -> Group:
    """The group after these facts."""
    return GROUP.fold(facts)


def meeting_of(*facts: Contract) -> Meeting:
    """The meeting after these facts."""
    return MEETING.fold(facts)
