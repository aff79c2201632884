"""A group with one meeting ahead and one held, a task and a resolution, so that their pages show something."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Final
from uuid import UUID, uuid4

from services.contracts.events import Attendance
from services.events.application import events
from services.events.domain.group import GroupDetails
from services.events.domain.meeting import MeetingPlan, MeetingRecord
from services.events.domain.resolution import ResolutionDetails
from services.events.groups_desk import GroupsDesk
from services.events.known import listed_partners
from services.events.meetings_desk import MeetingsDesk
from services.events.resolutions_desk import ResolutionsDesk
from services.events.tasks_desk import Errand, TaskDesk
from services.kernel.deciders import Context
from services.kernel.settings import Settings
from services.kernel.times import today

DAY: Final = timedelta(days=1)
NAME: Final = "Beirat für Sozialplanung, Probe"
AGENDA: Final = {"place": "Bürgerhaus", "agenda": "Begrüßung\nStadtteilfest\nVerschiedenes"}


def group_things(settings: Settings, district: str) -> Mapping[str, UUID]:
    """Place in an address -> id."""
    service, day = events(settings), today()
    groups, meetings = GroupsDesk(service, district), MeetingsDesk(service, district)
    member = next(iter(listed_partners(service.pool, district, day)))
    details = GroupDetails(name=NAME, kind="advisory_board", since=day - 60 * DAY)
    group = groups.found(details, {"mandate": "Berät über die Strategie."}, _asked()).id
    groups.join(group, member, "chair", day - 60 * DAY, _asked())
    groups.open_feed(group, _asked())
    ahead = meetings.call(group, MeetingPlan(on=day + 5 * DAY, starts=time(14)), AGENDA, _asked()).id
    held = meetings.call(group, MeetingPlan(on=day - 5 * DAY, starts=time(14)), AGENDA, _asked()).id
    there = (Attendance(partner_id=member, attending="attended"),)
    record = MeetingRecord(on=day - 5 * DAY, members=there, guests=2)
    meetings.hold(held, record, {"minutes": "Alles besprochen."}, _asked())
    TaskDesk(service, district).set_task("meeting", held, Errand(what="Plakate kleben"), _asked())
    number = f"Probe {str(held)[-4:]}"  # of this meeting alone: a platform may be looked at more than once
    decided = ResolutionDetails(body=NAME, number=number, on=day - 5 * DAY, majority="unanimous")
    wording = {"wording": "Das Fest findet statt."}
    resolution = ResolutionsDesk(service, district).record(decided, held, wording, _asked()).id
    return {
        "group": group,
        "member": member,
        "meeting": ahead,
        "meeting_held": held,
        "resolution": resolution,
    }


def _asked() -> Context:
    return Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4(), request_hash=uuid4().bytes)
