"""*Sozialraumprofil*: figures of others beside our own, for one Sozialraum, and one indicator in all areas."""

from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import RedirectResponse, Response

from services.kernel.feed import Feed
from services.kernel.inputs import Day, KnownInstant
from services.kernel.pages.asking import signed_in
from services.kernel.pages.forms import Filled, asked, blank
from services.kernel.pages.rendering import rendered
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.times import rfc3339, today
from services.reporting.knowledge import NotArrived
from services.reporting.pages.asking import SERVICE, PatientReports, still_waiting
from services.reporting.profile import ComparisonQuestion, ProfileQuestion
from services.reporting.profile_tables import COMPARISON, PROFILE, comparison_tables, profile_tables
from services.reporting.reports import Heads, heads_of
from services.reporting.tables import Report

PROFILES: Final = "/berichte/sozialraum"
READERS: Final = (Role.FACHKRAFT, Role.KOORDINATION, Role.PLANUNG)

ReaderHere = Annotated[Session, Depends(signed_in(SERVICE, *READERS))]

router: Final = APIRouter(prefix=PROFILES)


def _heads(request: Request, asking: ReaderHere) -> Heads:
    feed: Feed = request.app.state.feed
    return heads_of(feed, asking.district)


Arrived = Annotated[Heads, Depends(_heads)]


class DayAsked(BaseModel):
    """Day and knowledge as they stand in the address; without them: today, and everything known."""

    model_config = ConfigDict(extra="forbid")

    as_of: Day = Field(alias="stichtag", default_factory=today)
    known_at: KnownInstant | None = Field(alias="kenntnisstand", default=None)

    @property
    def parameters(self) -> dict[str, str]:
        """Those of the same question at the API."""
        return {"as_of": self.as_of.isoformat(), **_known_at(self.known_at, "known_at")}


class PlaceAsked(DayAsked):
    """The form in which a Sozialraum is chosen."""

    sozialraum: str = Field(min_length=1, max_length=60)


@router.get("")
def choose_page(request: Request, asking: ReaderHere, answers: PatientReports) -> Response:
    """A Sozialraum that was chosen has a page of its own."""
    form: Filled[Any] = asked(request, PlaceAsked) if "sozialraum" in request.query_params else blank()
    if form.model is not None:
        return RedirectResponse(_address(form.model), 303)
    choices = answers.profile_choices(asking.district)
    context = {
        "form": form,
        "sozialraeume": [(each, each) for each in choices.sozialraeume],
        "statistics": [(label, f"{PROFILES}/vergleich/{key}") for key, label in choices.statistics],
        "today": today(),
    }
    return rendered(request, "reporting/profile_choice.html", context, status=422 if form.errors else 200)


@router.get("/vergleich/{statistic}")
def comparison_page(
    request: Request, statistic: str, asking: ReaderHere, answers: PatientReports, arrived: Arrived
) -> Response:
    form = asked(request, DayAsked)
    if form.model is None:
        return _shown(request, form, COMPARISON, None, None)
    question = ComparisonQuestion(statistic=statistic, as_of=form.model.as_of, known_at=form.model.known_at)
    try:
        found = comparison_tables(answers.comparison(asking.district, question, arrived))
    except NotArrived as late:
        return still_waiting(request, COMPARISON, answers.behind(asking.district, arrived), late)
    download = ("/reporting/reports/statistic", {"statistic": statistic, **form.model.parameters})
    return _shown(request, form, COMPARISON, found, download)


@router.get("/{sozialraum:path}")
def profile_page(
    request: Request, sozialraum: str, asking: ReaderHere, answers: PatientReports, arrived: Arrived
) -> Response:
    form = asked(request, DayAsked)
    if form.model is None:
        return _shown(request, form, PROFILE, None, None)
    question = ProfileQuestion(sozialraum=sozialraum, as_of=form.model.as_of, known_at=form.model.known_at)
    try:
        found = profile_tables(answers.profile(asking.district, question, arrived))
    except NotArrived as late:
        return still_waiting(request, PROFILE, answers.behind(asking.district, arrived), late)
    download = ("/reporting/reports/sozialraum", {"sozialraum": sozialraum, **form.model.parameters})
    return _shown(request, form, PROFILE, found, download)


def _shown(
    request: Request, form: Filled[Any], title: str, found: Report | None, download: tuple[str, dict[str, str]] | None
) -> Response:
    context = {
        "form": form,
        "title": title if found is None else found.title,
        "report": found,
        "download": download,
        "address": quote(request.scope["path"]),
        "back": PROFILES,
        "today": today(),
    }
    return rendered(request, "reporting/profile.html", context, status=422 if form.errors else 200)


def _address(chosen: PlaceAsked) -> str:
    query = {"stichtag": chosen.as_of.isoformat(), **_known_at(chosen.known_at, "kenntnisstand")}
    return f"{PROFILES}/{quote(chosen.sozialraum, safe='')}?{urlencode(query)}"


def _known_at(known_at: datetime | None, name: str) -> dict[str, str]:
    return {} if known_at is None else {name: rfc3339(known_at)}
