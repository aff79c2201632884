"""*Stunden*: the hours of all volunteers on one page, typed in one go; below it what is recorded for that month."""

import calendar
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Given
from starlette.responses import Response

from services.events.api.asking import Service
from services.events.application import Events
from services.events.hours import in_hours, short_hours
from services.events.pages.asking import Sent
from services.events.pages.hours_form import WITHOUT_A_NAME, HoursIn, about_fields, at_their_fields, hours_of, shape
from services.events.pages.volunteers_here import HOURS, HelpedHere
from services.events.volunteering_desk import VolunteeringDesk
from services.events.volunteering_queries import Period, VolunteeringEntry, records
from services.events.volunteers_queries import helpers
from services.events.volunteers_words import named
from services.kernel.deciders import RuleViolation
from services.kernel.inputs import Day
from services.kernel.pages.forms import Filled, asked, blank, filled
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, with_errors_at
from services.kernel.problems import FieldError, invalid_input
from services.kernel.times import today

router: Final = APIRouter()

NOBODY_HELPED: Final = "Bitte bei mindestens einer Person Stunden eintragen."


class MonthAsked(BaseModel):
    """Which records stand below the form: those of the month of that day."""

    model_config = ConfigDict(extra="forbid")

    on: Day | None = Given(default=None, alias="tag")


@dataclass(frozen=True, slots=True)
class HoursRow:
    """A record with who and what in words; ``who`` None: persons without a name."""

    record: VolunteeringEntry
    who: str | None
    task: str | None
    hours: str


Typing = Annotated[Filled[HoursIn], Depends(filled(HoursIn, shape))]


@router.get(HOURS)
def show_hours(request: Request, asking: HelpedHere, service: Service) -> Response:
    wished = asked(request, MonthAsked)
    if wished.model is None:
        raise invalid_input(wished.errors)
    day = wished.model.on or today()
    typed = blank() if day > today() else blank(on=str(day))
    return _page(request, service, asking.district, (typed, day))


@router.post(HOURS)
def send_hours(request: Request, asking: HelpedHere, service: Service, form: Typing, context: Sent) -> Response:
    """All rows or none."""
    if form.model is None or not form.model.rows:
        errors = at_their_fields(form.errors) or [FieldError("", NOBODY_HELPED)]
        return _page(request, service, asking.district, (replace(form, errors=errors), today()), UNPROCESSABLE)
    try:
        outcome = VolunteeringDesk(service, asking.district).record_all(form.model.rows, context)
    except RuleViolation as broken:
        return _page(request, service, asking.district, (form.refused(broken), form.model.on), CONFLICT)
    return see_other(f"{HOURS}?tag={form.model.on}", asking.service, outcome.position if outcome else None)


def _page(
    request: Request, service: Events, district: str, typed: tuple[Filled[Any], date], status: int = 200
) -> Response:
    form, day = typed
    known = helpers(service.pool, district)
    people = named(service, district, known.volunteers.values())
    about = about_fields(service, district, known.engagements.values())
    helping = [hours_of(each) for each in people if each.entry.is_active]
    fields = (*about, *helping, *WITHOUT_A_NAME)
    names = {each.entry.volunteer_id: each.name for each in people}
    found = records(service.pool, district, _month(day))
    context = {
        "form": with_errors_at(fields, form),
        "titles": {each.name: each.title for each in fields},
        "about": about,
        "helping": helping,
        "others": WITHOUT_A_NAME,
        "month": day.strftime("%m/%Y"),
        "total": in_hours(sum(each.minutes for each in found)),
        "records": [
            HoursRow(
                each,
                None if each.volunteer_id is None else names.get(each.volunteer_id),
                None if each.engagement_id is None else known.engagements[each.engagement_id].title,
                short_hours(each.minutes),
            )
            for each in found
        ],
    }
    return rendered(request, "events/ehrenamt_stunden.html", context, status=status)


def _month(day: date) -> Period:
    return Period(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
