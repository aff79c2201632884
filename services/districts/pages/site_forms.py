"""Forms about sites: opening, details, weekly hours, other hours on one day, closing."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter

from services.contracts.days_of_hours import current
from services.contracts.hours_text import WEEKDAYS, as_typed
from services.contracts.vocabularies import contact_kinds
from services.districts import queries
from services.districts.api import sites
from services.districts.api.asking import LastDayIn
from services.districts.application import SERVICE, Districts
from services.districts.pages.asking import FIELD_OF, OPERATORS, Here, at_home
from services.districts.pages.hours_in import DayIn, WeekIn, as_written
from services.districts.pages.operator_fields import last_day_field, traeger_field
from services.districts.pages.sites import SITES, site_of, timetable_of
from services.districts.pages.words import SITE_KINDS, options
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.times import today

router: Final = APIRouter()

ONE: Final = f"{SITES}/{{site}}"
FULL_NAMES: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
HOW_TO_WRITE: Final = "Zum Beispiel 09:00-12:00 oder 09:00-12:00, 14:00-18:00. Leer: geschlossen."
OTHER_KINDS: Final = (
    "Eine andere Kontaktart als Sprechstunde steht dahinter: 14:00-16:00 telefon. "
    f"Möglich sind: {', '.join(contact_kinds())}."
)


# --- Fields --------------------------------------------------------------------------


def _details(here: Here, **known: str) -> Sequence[Field]:
    sozialraeume = ", ".join(queries.sozialraeume(here.service.pool, here.district))
    return (
        Field(name="name", title="Name", default=known.get("name", "")),
        Field(
            name="sozialraum",
            title="Sozialraum",
            hint=f"Bekannt: {sozialraeume}." if sozialraeume else None,
            default=known.get("sozialraum", ""),
        ),
        Field(name="kind", title="Art", kind="select", options=options(SITE_KINDS), default=known.get("kind", "")),
        Field(name="address", title="Anschrift", optional=True, default=known.get("address", "")),
    )


def _corrected(here: Here) -> Sequence[Field]:
    row = site_of(here)
    return _details(here, name=row.name, sozialraum=row.sozialraum, kind=row.kind, address=row.address or "")


def _week(here: Here) -> Sequence[Field]:
    counting = current(timetable_of(here, site_of(here)), today())
    typed = {} if counting is None else as_typed(counting.hours)
    lines = (
        Field(name=day, title=title, optional=True, default=typed.get(day, ""))
        for day, title in zip(WEEKDAYS, FULL_NAMES, strict=True)
    )
    return (
        Field(name="start", title="Gilt ab", kind="date", default=str(today())),
        *lines,
        Field(
            name="on_holidays",
            title="Auch an gesetzlichen Feiertagen?",
            kind="radios",
            options=(("false", "nein"), ("true", "ja")),
            default="true" if counting is not None and counting.on_holidays else "false",
        ),
    )


def _day(_here: Here) -> Sequence[Field]:
    return (
        Field(name="on", title="Tag", kind="date"),
        Field(name="hours", title="Sprechzeiten an diesem Tag", optional=True, hint=HOW_TO_WRITE),
    )


# --- Commands ------------------------------------------------------------------------


def _open(here: Here, body: sites.SiteIn, context: Context) -> Stored:
    return Stored(sites.open_site(body, here.asking, context, here.service).position)


def _correct(here: Here, body: sites.DetailsIn, context: Context) -> Stored:
    return Stored(sites.correct_site(here.named("site"), body, here.asking, context, here.service).position)


def _close(here: Here, body: LastDayIn, context: Context) -> Stored:
    return Stored(sites.close_site(here.named("site"), body, here.asking, context, here.service).position)


def _set_hours(here: Here, body: WeekIn, context: Context) -> Stored:
    wanted = sites.OfficeHoursIn(start=body.start, hours=body.hours, on_holidays=body.on_holidays)
    return Stored(sites.set_hours(here.named("site"), wanted, here.asking, context, here.service).position)


def _except_hours(here: Here, body: DayIn, context: Context) -> Stored:
    wanted = sites.ExceptionIn(on=body.on, hours=body.hours)
    return Stored(sites.except_hours(here.named("site"), wanted, here.asking, context, here.service).position)


# --- Forms ---------------------------------------------------------------------------


def _to_site(here: Here) -> str:
    return f"{SITES}/{here.named('site')}"


def _name(here: Here) -> str:
    return site_of(here).name


def _of_site(**of: Any) -> DescribedForm[Districts]:
    return DescribedForm(back=_to_site, about=_name, **of)


FORMS: Final = (
    DescribedForm(
        path=f"{SITES}/neu",
        title="Standort eröffnen",
        button="Standort eröffnen",
        model=sites.SiteIn,
        fields=lambda here: (traeger_field(here), *_details(here)),
        send=_open,
        back=at_home(SITES),
        field_of=FIELD_OF,
        remarks=lambda _here: ("Gibt es den Standort schon und ist er geschlossen, wird er wieder geöffnet.",),
    ),
    _of_site(
        path=f"{ONE}/angaben",
        title="Angaben berichtigen",
        button="Angaben speichern",
        model=sites.DetailsIn,
        fields=_corrected,
        send=_correct,
    ),
    _of_site(
        path=f"{ONE}/sprechzeiten",
        title="Sprechzeiten festlegen",
        button="Sprechzeiten speichern",
        model=WeekIn,
        fields=_week,
        send=_set_hours,
        shape=as_written,
        remarks=lambda _here: (
            "Diese Woche ersetzt ab dem genannten Tag die bisherige.",
            HOW_TO_WRITE,
            OTHER_KINDS,
        ),
        field_of={"hours": "Mo"},
    ),
    _of_site(
        path=f"{ONE}/ausnahme",
        title="Sprechzeiten eines Tages ändern",
        button="Ausnahme speichern",
        model=DayIn,
        fields=_day,
        send=_except_hours,
        shape=as_written,
        remarks=lambda _here: ("Eine Ausnahme gilt nur an diesem Tag und geht allem anderen vor.",),
    ),
    _of_site(
        path=f"{ONE}/schliessen",
        title="Standort schließen",
        button="Standort schließen",
        model=LastDayIn,
        fields=lambda _: (last_day_field(),),
        send=_close,
        remarks=lambda _here: ("Nach dem letzten Tag gelten dort keine Sprechzeiten mehr.",),
    ),
)
add_forms(router, SERVICE, OPERATORS, FORMS)
