"""Calendars to subscribe to (iCalendar): the district's published events for everybody, a group's for who has its link.

The last part of a group's address is a secret. No log of ours holds it: a request is noted by its route.
"""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from services.events.api.asking import Service
from services.events.groups_calendar import entries_of
from services.events.groups_feed import CALENDARS, group_of_token
from services.events.ical.writing import MEDIA_TYPE, subscription
from services.events.public_entries import public_entries
from services.events.strangers import district_name
from services.kernel.problems import Problem, not_found
from services.kernel.public_answers import kept, not_too_often
from services.kernel.requests import only_known
from services.kernel.times import today

router: Final = APIRouter()

DistrictInPath = Annotated[str, Path(title="Landkreis", examples=["erfurt"], max_length=40)]
TokenInPath = Annotated[str, Path(title="Geheimer Teil der Adresse", max_length=100)]
OPEN: Final = [Depends(only_known()), Depends(not_too_often)]
ASK_EACH_TIME: Final = {"Cache-Control": "private, no-cache"}


def no_calendar() -> Problem:
    """The same for what is forged, revoked, empty or unknown: nobody learns what there is."""
    return not_found("Unter dieser Adresse gibt es keinen Kalender.")


@router.get(f"{CALENDARS}/kalender.ics", dependencies=OPEN)
def public_calendar_file(request: Request, district: DistrictInPath, service: Service) -> Response:
    """Everything published from today on, and what of it was cancelled."""
    name = district_name(service, district)
    if name is None:
        raise no_calendar()
    content = subscription(f"Veranstaltungen: {name}", public_entries(service, district, today()))
    return kept(request, content, MEDIA_TYPE)


@router.get(f"{CALENDARS}/gremium/{{token}}.ics", dependencies=OPEN)
def group_calendar_file(request: Request, district: DistrictInPath, token: TokenInPath, service: Service) -> Response:
    """The group's meetings with place and agenda; nobody between may keep it."""
    name = district_name(service, district)
    group = None if name is None else group_of_token(service, district, token)
    if group is None:
        raise no_calendar()
    content = subscription(group.name, entries_of(service, district, group, today()))
    return kept(request, content, MEDIA_TYPE, ASK_EACH_TIME)
