"""Telling bodies of institutions at their desks: members, meetings with minutes, resolutions."""

from datetime import date, time
from typing import Final
from uuid import UUID

from demo.community.shape import Group, Meeting
from demo.neighbourhood import Neighbourhood
from services.contracts.events import Attendance
from services.contracts.names import expect_name, same_name
from services.events.domain.group import GroupDetails
from services.events.domain.meeting import MeetingPlan, MeetingRecord
from services.events.domain.resolution import ResolutionDetails
from services.events.groups_desk import GroupsDesk
from services.events.meetings_desk import MeetingsDesk
from services.events.resolutions_desk import ResolutionsDesk
from services.kernel.times import today

BEGINS: Final = time(14)
ENDS: Final = time(16)


def tell_group(place: Neighbourhood, told: Group) -> None:
    """Nothing of a group that people went on with."""
    commands = place.commands(f"group {told.name}")
    stream = place.events.ids(place.district).derive("group", same_name(expect_name(told.name)))
    if place.is_left_to_people(stream, commands):
        return
    desk = GroupsDesk(place.events, place.district)
    details = GroupDetails(
        name=told.name,
        kind=told.kind,
        since=told.since,
        operation=told.operation,
        sozialraeume=tuple(told.sozialraeume),
    )
    group_id = desk.found(details, {"mandate": told.mandate}, commands.next()).id
    for name, role in told.members.items():
        context = commands.next()
        if name in place.partners:
            desk.join(group_id, place.partners[name], role, told.since, context)
    for meeting in told.meetings:
        _tell_meeting(place, told, group_id, meeting)
    if told.next_in is not None and place.loading.plus(told.next_in) > today():
        _call_next(place, told, group_id, place.loading.plus(told.next_in))


def _tell_meeting(place: Neighbourhood, group: Group, group_id: UUID, told: Meeting) -> None:
    commands = place.commands(f"meeting {group.name} {told.on}")
    desk = MeetingsDesk(place.events, place.district)
    plan = MeetingPlan(on=told.on, starts=BEGINS, ends=ENDS)
    meeting_id = desk.call(group_id, plan, {"agenda": told.agenda}, commands.next()).id
    if place.is_left_to_people(meeting_id, commands):
        return
    there = [
        Attendance(partner_id=place.partners[name], attending="attended" if name in told.there else "excused")
        for name in group.members
        if name in place.partners
    ]
    record = MeetingRecord(on=told.on, members=tuple(there), guests=told.guests)
    desk.hold(meeting_id, record, {"minutes": told.minutes}, commands.next())
    for number, majority, wording in told.decided:
        details = ResolutionDetails(body=group.name, number=number, on=told.on, majority=majority)
        resolutions = ResolutionsDesk(place.events, place.district)
        resolutions.record(details, meeting_id, {"wording": wording}, commands.next())


def _call_next(place: Neighbourhood, group: Group, group_id: UUID, on: date) -> None:
    commands = place.commands(f"next meeting {group.name}")
    plan = MeetingPlan(on=on, starts=BEGINS, ends=ENDS)
    MeetingsDesk(place.events, place.district).call(group_id, plan, {}, commands.next())
