"""*Team*: who works here, in which role and team; one page a person, with everything that can be said of her."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.districts.api.asking import Service
from services.districts.pages.asking import Here, OperatorHere
from services.districts.pages.people import people, works_still
from services.districts.pages.words import ROLES
from services.kernel.pages.rendering import rendered
from services.kernel.times import today

router: Final = APIRouter()

TEAM: Final = "/team"


@router.get(TEAM)
def team_page(request: Request, asking: OperatorHere, service: Service) -> Response:
    """Who works here today or soon; with ``alle`` also who left."""
    everybody = people(Here(request, service, asking))
    shows_all = "alle" in request.query_params
    context = {
        "people": everybody,
        "listed": [each for each in everybody.listed if shows_all or works_still(each)],
        "shows_all": shows_all,
        "roles": ROLES,
        "today": today(),
    }
    return rendered(request, "districts/team.html", context)


@router.get("/team/{staff}")
def person_page(request: Request, asking: OperatorHere, service: Service) -> Response:
    """Roles and teams with their days, those that are over too."""
    here = Here(request, service, asking)
    everybody = people(here)
    context = {
        "people": everybody,
        "one": everybody.find(here.named("staff")),
        "roles": ROLES,
        "today": today(),
    }
    return rendered(request, "districts/person.html", context)
