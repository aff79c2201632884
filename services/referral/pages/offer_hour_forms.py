"""Forms about when an offer is open: a line a weekday, and other hours on one day."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic import Field as Input

from services.contracts.days_of_hours import current
from services.contracts.districts import Hours
from services.contracts.hours_text import WEEKDAYS, as_typed, read_line
from services.contracts.vocabularies import contact_kinds
from services.kernel.deciders import Context
from services.kernel.inputs import Day
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.times import today
from services.referral.directory_queries import timetable
from services.referral.offers_desk import OffersDesk
from services.referral.opening import SERVICE
from services.referral.pages.asking import WRITERS, Here
from services.referral.pages.directory_here import offer_of
from services.referral.pages.offer_forms import ONE, name_of, to_offer

router: Final = APIRouter()

FULL_NAMES: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
HOW_TO_WRITE: Final = "Zum Beispiel 09:00-12:00 oder 09:00-12:00, 14:00-18:00. Leer: geschlossen."
OTHER_KINDS: Final = (
    f"Eine andere Art als Sprechstunde steht dahinter: 14:00-16:00 telefon. Möglich sind: {', '.join(contact_kinds())}."
)


def _readable(text: str) -> str:
    """Raises HoursUnreadable, in German."""
    read_line(text, 1)
    return text


Line = Annotated[str, Input(max_length=200), AfterValidator(_readable)]


class WeekIn(BaseModel):
    """The weekly hours, a line a weekday; the names are the weekdays."""

    model_config = ConfigDict(extra="forbid")

    start: Day
    on_holidays: bool = False
    Mo: Line = ""
    Di: Line = ""
    Mi: Line = ""
    Do: Line = ""
    Fr: Line = ""
    Sa: Line = ""
    So: Line = ""

    @property
    def hours(self) -> tuple[Hours, ...]:
        lines = (self.Mo, self.Di, self.Mi, self.Do, self.Fr, self.Sa, self.So)
        return tuple(each for weekday, line in enumerate(lines, start=1) for each in read_line(line, weekday))


class DayIn(BaseModel):
    """The hours of one day."""

    model_config = ConfigDict(extra="forbid")

    on: Day
    hours: Line = ""


def _week(_here: Here) -> Sequence[Field]:
    return (
        Field(name="start", title="Gilt ab", kind="date", default=str(today())),
        *(Field(name=day, title=title, optional=True) for day, title in zip(WEEKDAYS, FULL_NAMES, strict=True)),
        Field(name="on_holidays", title="Auch an gesetzlichen Feiertagen", kind="check", optional=True),
    )


def _counting(here: Here) -> Mapping[str, str]:
    """The hours that count now, or the first to come, to be changed."""
    offer = offer_of(here)
    found = current(timetable(here.service.pool, here.district, offer.offer_id, offer.last_day), today())
    if found is None:
        return {}
    return {**as_typed(found.hours), **({"on_holidays": "true"} if found.on_holidays else {})}


def _day(_here: Here) -> Sequence[Field]:
    return (
        Field(name="on", title="Tag", kind="date"),
        Field(name="hours", title="Öffnungszeiten an diesem Tag", optional=True, hint=HOW_TO_WRITE),
    )


def _set_hours(here: Here, body: WeekIn, context: Context) -> Stored:
    desk = OffersDesk(here.service, here.district)
    outcome = desk.set_hours(here.named("offer"), body.start, body.hours, context, on_holidays=body.on_holidays)
    return Stored(outcome.position)


def _except_hours(here: Here, body: DayIn, context: Context) -> Stored:
    hours = tuple(read_line(body.hours, body.on.isoweekday()))
    outcome = OffersDesk(here.service, here.district).except_hours(here.named("offer"), body.on, hours, context)
    return Stored(outcome.position)


FORMS: Final = (
    DescribedForm(
        path=f"{ONE}/oeffnungszeiten",
        title="Öffnungszeiten festlegen",
        button="Öffnungszeiten speichern",
        model=WeekIn,
        fields=_week,
        send=_set_hours,
        back=to_offer,
        about=name_of,
        typed=_counting,
        remarks=lambda _here: (
            "Diese Woche ersetzt ab dem genannten Tag die bisherige.",
            HOW_TO_WRITE,
            OTHER_KINDS,
        ),
        field_of={"hours": "Mo"},
    ),
    DescribedForm(
        path=f"{ONE}/ausnahme",
        title="Einen Tag ändern",
        button="Ausnahme speichern",
        model=DayIn,
        fields=_day,
        send=_except_hours,
        back=to_offer,
        about=name_of,
        remarks=lambda _here: ("Eine Ausnahme gilt nur an diesem Tag und geht allem anderen vor.",),
    ),
)
add_forms(router, SERVICE, WRITERS, FORMS)
