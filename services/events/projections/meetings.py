"""When does which group meet, who comes, who was there? Read by the pages of meetings and by calendars."""

from collections.abc import Iterable
from typing import Final, TypeAlias, assert_never

import msgspec

from services.contracts.events import InvitationAnswered, MeetingCalled, MeetingCancelled, MeetingHeld
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

MEETINGS: Final = Table(
    "meetings",
    "meeting",
    ("group_id", "on_day", "starts", "ends", "agenda", "changed", "changed_at"),
    versioned=False,
)
CANCELLATIONS: Final = Table("meeting_cancellations", "meeting", ("grounds", "changed", "changed_at"), versioned=False)
HELD: Final = Table("meetings_held", "meeting", ("on_day", "members", "guests", "minutes"), versioned=False)
ANSWERS: Final = Table(
    "invitation_answers", "invitation", ("meeting", "partner", "answer"), key_type="text", versioned=False
)

Fact: TypeAlias = MeetingCalled | MeetingCancelled | MeetingHeld | InvitationAnswered


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """Attendance is read as a whole, so it stays JSON."""
    fact, said = recorded.fact, (recorded.sequence, recorded.time)
    match fact:
        case MeetingCalled():
            called = (fact.group_id, fact.on, fact.starts, fact.ends, fact.agenda_id, *said)
            return [Put(MEETINGS, fact.meeting_id, called)]
        case MeetingCancelled():
            return [Put(CANCELLATIONS, fact.meeting_id, (fact.grounds, *said))]
        case MeetingHeld():
            members = msgspec.json.encode(fact.members).decode()
            return [Put(HELD, fact.meeting_id, (fact.on, members, fact.guests, fact.minutes_id))]
        case InvitationAnswered():
            invitation = f"{fact.meeting_id}/{fact.partner_id}"
            return [Put(ANSWERS, invitation, (fact.meeting_id, fact.partner_id, fact.answer))]
        case _:
            assert_never(fact)


meetings = Projection(
    "meetings",
    version=1,
    tables=(MEETINGS, CANCELLATIONS, HELD, ANSWERS),
    reads=(MeetingCalled, MeetingCancelled, MeetingHeld, InvitationAnswered),
    fold=keep,
)
