"""*Veranstaltungen*: the calendar of a month, or everything from today on, narrowed down."""

from datetime import date, timedelta
from itertools import groupby
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.contracts.vocabularies import event_kinds
from services.events.api.asking import Service
from services.events.calendar_queries import CalendarAsked, CalendarEntry, calendar
from services.events.domain.event_state import Stage
from services.events.event_wording import STAGES, badge_of, when_of
from services.events.known import operations_of, sozialraeume_of
from services.events.pages.asking import TeamHere
from services.events.pages.event_here import EVENTS
from services.kernel.pages.forms import asked
from services.kernel.pages.rendering import rendered
from services.kernel.problems import invalid_input
from services.kernel.times import today

router: Final = APIRouter()

MONTHS: Final = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
Word = Annotated[str, Field(max_length=60)]


class EventsAsked(BaseModel):
    """Which events are to be shown; without a month all from today on, and those that nobody counted yet."""

    model_config = ConfigDict(extra="forbid")

    month: Annotated[str, Field(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")] | None = Field(
        default=None, alias="monat"
    )
    kind: Word | None = Field(default=None, alias="art")
    sozialraum: Word | None = None
    operation: Word | None = Field(default=None, alias="vorhaben")
    stage: Stage | None = Field(default=None, alias="stand")

    @property
    def first(self) -> date | None:
        return None if self.month is None else date.fromisoformat(f"{self.month}-01")


@router.get(EVENTS)
def calendar_page(request: Request, asking: TeamHere, service: Service) -> Response:
    form = asked(request, EventsAsked)
    if form.model is None:
        raise invalid_input(form.errors)
    wished, day = form.model, today()
    found = [each for each in calendar(service.pool, asking.district, _question(wished)) if _is_due(each, wished, day)]
    shown = wished.first or day
    context = {
        "form": form,
        "months": [
            (_month(first), list(its)) for first, its in groupby(found, key=lambda each: each.on.replace(day=1))
        ],
        "badge_of": lambda entry: badge_of(entry, day),
        "when_of": when_of,
        "kinds": event_kinds(),
        "stages": list(STAGES.items()),
        "sozialraeume": [(each, each) for each in sozialraeume_of(service.pool, asking.district)],
        "operations": [(each.operation, each.name) for each in operations_of(service.pool, asking.district)],
        "title": "Veranstaltungen" if wished.first is None else f"Veranstaltungen im {_month(wished.first)}",
        "earlier": _address(wished, shown.replace(day=1) - timedelta(days=1)),
        "further": _address(wished, shown.replace(day=28) + timedelta(days=4)),
        "narrowed": wished != EventsAsked(),
    }
    return rendered(request, "events/veranstaltungen.html", context)


def _question(wished: EventsAsked) -> CalendarAsked:
    first = wished.first
    period = CalendarAsked().period if first is None else (first, _last(first))
    stages = None if wished.stage is None else (wished.stage,)
    return CalendarAsked(
        period=period, kind=wished.kind, sozialraum=wished.sozialraum, operation=wished.operation, stages=stages
    )


def _is_due(entry: CalendarEntry, wished: EventsAsked, day: date) -> bool:
    """A month or a state shows all of it; otherwise what lies ahead, and what is still to be counted."""
    if wished.first is not None or wished.stage is not None:
        return True
    return entry.last_day >= day or entry.is_uncounted(day)


def _last(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _address(wished: EventsAsked, in_month: date) -> str:
    kept: dict[str, Any] = wished.model_dump(exclude_none=True, by_alias=True) | {"monat": f"{in_month:%Y-%m}"}
    return f"{EVENTS}?{urlencode(kept)}"
