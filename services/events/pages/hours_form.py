"""The form for hours: one field a volunteer, one pair for all without a name; hours as ``2,5`` or ``2:30``."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic import Field as Given

from services.events.application import Events
from services.events.domain.volunteering import VolunteeringDetails
from services.events.hours import minutes_of
from services.events.known import operations_of, sozialraeume_of
from services.events.pages.events_to_choose import event_field
from services.events.volunteers_queries import EngagementEntry
from services.events.volunteers_words import NamedVolunteer
from services.kernel.inputs import Day
from services.kernel.pages.small_form import Field, Typed
from services.kernel.problems import FieldError
from services.kernel.times import today

# The field of a volunteer's hours: this, and the volunteer's id.
OF_VOLUNTEER: Final = "stunden-"
IN_MODEL: Final = "hours."
MOST_PERSONS: Final = 10_000
LOOKS: Final = "2,5 oder 2:30"

# Typed as hours, kept as minutes.
Minutes = Annotated[int, BeforeValidator(minutes_of), Given(ge=1)]


class AboutHoursIn(BaseModel):
    """What all hours of a form are about."""

    model_config = ConfigDict(extra="forbid")

    on: Day
    engagement_id: UUID | None = None
    event_id: UUID | None = None
    operation: str | None = None
    sozialraum: str | None = None

    def given(self, minutes: int, *, persons: int = 1, volunteer_id: UUID | None = None) -> VolunteeringDetails:
        """One record about it."""
        return VolunteeringDetails(
            on=self.on,
            minutes=minutes,
            persons=persons,
            volunteer_id=volunteer_id,
            engagement_id=self.engagement_id,
            event_id=self.event_id,
            operation=self.operation,
            sozialraum=self.sozialraum,
        )


class HoursIn(AboutHoursIn):
    """Hours of many; ``together``: of all ``persons`` without a name, summed up."""

    hours: dict[UUID, Minutes] = {}
    persons: int | None = Given(default=None, ge=1, le=MOST_PERSONS)
    together: Minutes | None = None

    @property
    def rows(self) -> list[VolunteeringDetails]:
        """One record a volunteer, and one for all without a name."""
        rows = [self.given(minutes, volunteer_id=volunteer) for volunteer, minutes in self.hours.items()]
        return rows if self.together is None else [*rows, self.given(self.together, persons=self.persons or 1)]


def shape(typed: Typed) -> dict[str, Any]:
    """The volunteers' fields as one mapping; everything else as it is called."""
    hours = {name.removeprefix(OF_VOLUNTEER): each[-1] for name, each in typed.items() if name.startswith(OF_VOLUNTEER)}
    return {name: each[-1] for name, each in typed.items() if not name.startswith(OF_VOLUNTEER)} | {"hours": hours}


def at_their_fields(errors: Iterable[FieldError]) -> list[FieldError]:
    """``hours.<id>`` is the field of that volunteer."""
    return [
        FieldError(f"{OF_VOLUNTEER}{error.field.removeprefix(IN_MODEL)}", error.rule)
        if error.field.startswith(IN_MODEL)
        else error
        for error in errors
    ]


# --- Fields --------------------------------------------------------------------------


def about_fields(
    service: Events, district: str, engagements: Iterable[EngagementEntry], event_id: UUID | None = None
) -> Sequence[Field]:
    """Once for all rows; ``event_id``: which event a record names already."""
    tasks = [(str(each.engagement_id), each.title) for each in engagements]
    operations = [(each.operation, each.name) for each in operations_of(service.pool, district)]
    places = [(each, each) for each in sozialraeume_of(service.pool, district)]
    day = str(today())
    return (
        Field(
            name="on", title="Am", kind="date", default=day, hint="Für einen Monat: der letzte Tag.", more={"max": day}
        ),
        Field(name="engagement_id", title="Aufgabe", kind="select", options=tasks, optional=True, empty="keine"),
        event_field(service.pool, district, event_id),
        Field(name="operation", title="Vorhaben", kind="select", options=operations, optional=True, empty="keines"),
        Field(name="sozialraum", title="Sozialraum", kind="select", options=places, optional=True, empty="keiner"),
    )


def hours_of(volunteer: NamedVolunteer) -> Field:
    """The field of one volunteer."""
    name = f"{OF_VOLUNTEER}{volunteer.entry.volunteer_id}"
    return Field(name=name, title=volunteer.name, optional="open", more={"inputmode": "decimal", "autocomplete": "off"})


WITHOUT_A_NAME: Final = (
    Field(name="persons", title="Personen ohne Namen", kind="number", optional=True, more={"min": "1"}),
    Field(name="together", title="Stunden, alle zusammen", optional=True, hint=f"Zum Beispiel {LOOKS}."),
)
