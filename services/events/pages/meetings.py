"""A meeting of a group on one page: agenda, who comes, minutes, tasks, resolutions; the invitation; to print."""

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.events.api.asking import Service
from services.events.domain.agenda import numbered
from services.events.event_wording import GROUNDS
from services.events.groups_calendar import one_entry
from services.events.groups_queries import GroupEntry
from services.events.groups_wording import ANSWERS, ATTENDING, MAJORITIES
from services.events.ical.writing import MEDIA_TYPE, invitation
from services.events.invitation_text import invitation_text
from services.events.meetings_queries import MeetingEntry, answers_of
from services.events.pages.asking import Here, TeamHere
from services.events.pages.groups_here import GROUPS, NAMELESS, group_of, known_names, meeting_of
from services.events.pages.tasks_shown import proofs_shown, tasks_shown
from services.events.resolutions_queries import ResolutionsAsked, resolutions_of
from services.events.texts import words_of
from services.kernel.pages.rendering import rendered
from services.kernel.times import today

ONE: Final = f"{GROUPS}/{{group}}/sitzungen/{{meeting}}"

router: Final = APIRouter()


@router.get(ONE)
def meeting_page(request: Request, asking: TeamHere, service: Service) -> Response:
    here = Here(request, service, asking)
    return rendered(request, "events/sitzung.html", _context(here))


@router.get(f"{ONE}/druck")
def printed_meeting(request: Request, asking: TeamHere, service: Service) -> Response:
    """The same for the file on paper: invitation before, minutes after."""
    here = Here(request, service, asking)
    return rendered(request, "events/sitzung_druck.html", _context(here))


@router.get(f"{ONE}/einladung.ics")
def invitation_file(request: Request, asking: TeamHere, service: Service) -> Response:
    """To take over into one's own calendar, or to send to the members; it holds nobody's address."""
    here = Here(request, service, asking)
    group, meeting = group_of(here), meeting_of(here)
    content = invitation(one_entry(service, here.district, group, meeting), group.name, group.group_id)
    headers = {"Content-Disposition": f'attachment; filename="sitzung-{meeting.on_day}.ics"'}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


def _context(here: Here) -> dict[str, Any]:
    group, meeting = group_of(here), meeting_of(here)
    plan = words_of(here.service, here.district, meeting.agenda_sheet)
    agenda = numbered(plan.get("agenda") or "")
    return {
        "group": group,
        "meeting": meeting,
        "place": plan.get("place"),
        "agenda": agenda,
        "invitation": invitation_text(group.name, meeting, plan.get("place"), agenda),
        **_who(here, group, meeting),
        "minutes": words_of(here.service, here.district, meeting.minutes_sheet).get("minutes"),
        "tasks": tasks_shown(here, "meeting", meeting.meeting_id),
        "proofs": proofs_shown(here, "meeting", meeting.meeting_id),
        "resolutions": resolutions_of(here.service.pool, here.district, ResolutionsAsked(meeting=meeting.meeting_id)),
        "majorities": MAJORITIES,
        "cancellations": GROUNDS,
        "today": today(),
    }


def _who(here: Here, group: GroupEntry, meeting: MeetingEntry) -> dict[str, Any]:
    """Members that day with their answer, and who was there; by name."""
    names, answers = known_names(here), answers_of(here.service.pool, here.district, meeting.meeting_id)
    invited = [
        (names.get(each.partner_id, NAMELESS), each.partner_id, answers.get(each.partner_id))
        for each in group.members_on(meeting.on_day)
    ]
    there = [(names.get(each.partner_id, NAMELESS), each.attending) for each in meeting.attendance]
    return {
        "invited": sorted(invited, key=lambda each: each[0].casefold()),
        "answers": ANSWERS,
        "there": sorted(there, key=lambda each: each[0].casefold()),
        "attending": ATTENDING,
    }
