"""*Beschlüsse*: the register, narrowed down by body, result or number; and one resolution with its wording."""

from typing import Annotated, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.contracts.events.words import Majority
from services.events.api.asking import Service
from services.events.groups_wording import MAJORITIES
from services.events.pages.asking import Here, TeamHere
from services.events.pages.groups_here import RESOLUTIONS, resolution_of
from services.events.resolutions_queries import ResolutionsAsked, deciding_bodies, resolutions_of
from services.events.texts import words_of
from services.kernel.pages.forms import asked
from services.kernel.pages.rendering import rendered
from services.kernel.problems import invalid_input

router: Final = APIRouter()

Word = Annotated[str, Field(max_length=200)]


class RegisterAsked(BaseModel):
    """Which resolutions are to be shown."""

    model_config = ConfigDict(extra="forbid")

    words: Word | None = None
    body: Word | None = None
    majority: Majority | None = None


@router.get(RESOLUTIONS)
def resolutions_page(request: Request, asking: TeamHere, service: Service) -> Response:
    """The latest first."""
    form = asked(request, RegisterAsked)
    if form.model is None:
        raise invalid_input(form.errors)
    wished = ResolutionsAsked(**form.model.model_dump())
    context = {
        "form": form,
        "rows": resolutions_of(service.pool, asking.district, wished),
        "bodies": [(each, each) for each in deciding_bodies(service.pool, asking.district)],
        "majorities": MAJORITIES,
        "narrowed": form.model != RegisterAsked(),
    }
    return rendered(request, "events/beschluesse.html", context)


@router.get(f"{RESOLUTIONS}/{{resolution}}")
def resolution_page(request: Request, asking: TeamHere, service: Service) -> Response:
    here = Here(request, service, asking)
    found = resolution_of(here)
    context = {
        "resolution": found,
        "majority": MAJORITIES[found.majority],
        "wording": words_of(service, here.district, found.sheet).get("wording"),
    }
    return rendered(request, "events/beschluss.html", context)
