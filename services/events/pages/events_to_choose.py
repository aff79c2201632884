"""Events to choose in a form: what lies a quarter of a year around today, and what the record names already."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from services.events.calendar_queries import CalendarAsked, calendar, entry_of
from services.kernel.database import Pool
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day
from services.kernel.times import today

AROUND: Final = timedelta(days=92)


def event_field(pool: Pool, district: str, chosen: UUID | None = None) -> Field:
    """One select, the latest first; cancelled events are left out unless the record names one."""
    asked = CalendarAsked(period=(today() - AROUND, today() + AROUND))
    found = [each for each in calendar(pool, district, asked) if each.cancelled is None]
    if chosen is not None and chosen not in {each.event_id for each in found}:
        known = entry_of(pool, district, chosen)
        found += [known] if known else []
    found.sort(key=lambda each: each.on, reverse=True)
    options = [(str(each.event_id), f"{each.title}, {day(each.on)}") for each in found]
    return Field(name="event_id", title="Veranstaltung", kind="select", options=options, optional=True, empty="keine")
