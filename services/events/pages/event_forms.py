"""Forms about the plan of an event: planned, changed, more dates, announced, cancelled."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.contracts.vocabularies import event_kinds, handlungsfelder, target_groups
from services.events.api.asking import NothingIn
from services.events.api.events import CancellationIn, EventIn, PublicationIn, SeriesIn
from services.events.event_desk import EventDesk
from services.events.event_queries import event_words
from services.events.event_series import days_of
from services.events.event_wording import GROUNDS, when_of
from services.events.known import operations_of, sozialraeume_of
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.event_here import EVENTS, ONE, event_of, event_page, title_of, to_event
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.times import today

router: Final = APIRouter()
RHYTHMS: Final = (
    ("weekly", "jede Woche"),
    ("biweekly", "alle zwei Wochen"),
    ("monthly", "jeden Monat, gleicher Wochentag"),
)


def plan_fields(here: Here) -> Sequence[Field]:
    """The names are those of the API."""
    return (
        Field(name="title", title="Titel", more={"maxlength": "200"}),
        Field(name="kind", title="Art der Veranstaltung", kind="select", options=list(event_kinds().items())),
        Field(name="on", title="Tag", kind="date"),
        Field(name="until", title="Letzter Tag", kind="date", optional=True, hint="Nur bei mehreren Tagen."),
        Field(name="starts", title="Beginn", kind="time", optional=True),
        Field(name="ends", title="Ende", kind="time", optional=True),
        Field(name="place", title="Ort", optional=True, more={"maxlength": "200"}, hint="So, dass man hinfindet."),
        Field(name="description", title="Beschreibung", kind="area", optional=True, more={"maxlength": "5000"}),
        Field(
            name="capacity",
            title="Plätze",
            kind="number",
            optional=True,
            hint="Leer lassen, wenn alle kommen können.",
            more={"min": "1"},
        ),
        Field(
            name="operation",
            title="Vorhaben",
            kind="select",
            optional=True,
            options=[(each.operation, each.name) for each in operations_of(here.service.pool, here.district)],
            empty="keins",
        ),
        Field(
            name="sozialraeume",
            title="Sozialräume (keiner: der ganze Landkreis)",
            kind="checks",
            optional=True,
            options=[(each, each) for each in sozialraeume_of(here.service.pool, here.district)],
        ),
        Field(
            name="target_groups",
            title="Zielgruppen",
            kind="checks",
            optional=True,
            folded=True,
            options=list(target_groups().items()),
        ),
        Field(
            name="handlungsfelder",
            title="Handlungsfelder",
            kind="checks",
            optional=True,
            folded=True,
            options=list(handlungsfelder().items()),
        ),
    )


def _known(here: Here) -> Mapping[str, str | Sequence[str]]:
    """The plan as it stands."""
    entry = event_of(here)
    said = {
        "title": entry.title,
        "kind": entry.kind,
        "on": entry.on,
        "until": entry.until,
        "starts": None if entry.starts is None else f"{entry.starts:%H:%M}",
        "ends": None if entry.ends is None else f"{entry.ends:%H:%M}",
        "capacity": entry.capacity,
        "operation": entry.operation,
    }
    lists = {
        "sozialraeume": entry.sozialraeume,
        "target_groups": entry.target_groups,
        "handlungsfelder": entry.handlungsfelder,
    }
    words = event_words(here.service, here.district, entry).known
    return {**words, **lists, **{name: str(value) for name, value in said.items() if value is not None}}


# --- Commands --------------------------------------------------------------------------


def _plan(here: Here, body: EventIn, context: Context) -> Stored:
    made = EventDesk(here.service, here.district).plan_event(body.details, body.texts, context)
    return Stored(made.outcome.position, event_page(made.id))


def _correct(here: Here, body: EventIn, context: Context) -> Stored:
    desk = EventDesk(here.service, here.district)
    return Stored(desk.correct_event(here.named("event"), body.details, body.texts, context).position)


def _more_dates(here: Here, body: SeriesIn, context: Context) -> Stored:
    entry = event_of(here)
    days = days_of(entry.on, body.rhythm, body.until, holidays=body.holidays)
    words = event_words(here.service, here.district, entry).known
    made = EventDesk(here.service, here.district).plan_series(entry.event_id, days, words, context)
    return Stored(made[-1].outcome.position, f"{EVENTS}?monat={days[0]:%Y-%m}")


def _publish(here: Here, body: PublicationIn, context: Context) -> Stored:
    desk = EventDesk(here.service, here.district)
    event, until = here.named("event"), body.register_until
    outcome = desk.publish_event(event, context, registration=body.registration, register_until=until)
    return Stored(outcome.position)


def _unpublish(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(EventDesk(here.service, here.district).unpublish_event(here.named("event"), context).position)


def _cancel(here: Here, body: CancellationIn, context: Context) -> Stored:
    desk = EventDesk(here.service, here.district)
    return Stored(desk.cancel_event(here.named("event"), body.grounds, body.on or today(), context).position)


def _about(here: Here) -> str:
    entry = event_of(here)
    return f"{entry.title}, {when_of(entry)}"


def _published(here: Here) -> Mapping[str, str]:
    entry = event_of(here)
    return {
        **({"registration": "true"} if entry.registration else {}),
        **({"register_until": str(entry.register_until)} if entry.register_until else {}),
    }


# --- Forms -----------------------------------------------------------------------------

FORMS: Final = (
    DescribedForm(
        path=f"{EVENTS}/neu",
        title="Veranstaltung planen",
        button="Veranstaltung speichern",
        model=EventIn,
        fields=plan_fields,
        send=_plan,
        back=lambda _here: EVENTS,
        remarks=lambda _here: ("Titel, Tag, Ort und Beschreibung stehen später auf der öffentlichen Seite.",),
    ),
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Veranstaltung ändern oder verlegen",
        button="Angaben speichern",
        model=EventIn,
        fields=plan_fields,
        send=_correct,
        back=to_event,
        about=title_of,
        typed=_known,
    ),
    DescribedForm(
        path=f"{ONE}/termine",
        title="Termine anlegen",
        button="Termine anlegen",
        model=SeriesIn,
        fields=lambda _here: (
            Field(name="rhythm", title="Wie oft?", kind="radios", options=RHYTHMS),
            Field(name="until", title="Bis", kind="date"),
            Field(name="holidays", title="Auch an Feiertagen", kind="check", optional=True),
        ),
        send=_more_dates,
        back=to_event,
        about=_about,
        remarks=lambda _here: ("Jeder Termin ist danach eine eigene Veranstaltung derselben Reihe.",),
    ),
    DescribedForm(
        path=f"{ONE}/ankuendigen",
        title="Veranstaltung ankündigen",
        button="Öffentlich zeigen",
        model=PublicationIn,
        fields=lambda _here: (
            Field(name="registration", title="Mit Anmeldung auf der Internetseite", kind="check", optional=True),
            Field(
                name="register_until",
                title="Anmeldung bis",
                kind="date",
                optional=True,
                hint="Leer: bis zum letzten Tag der Veranstaltung.",
            ),
        ),
        send=_publish,
        back=to_event,
        about=_about,
        typed=_published,
        remarks=lambda here: (f"Alle können die Veranstaltung danach unter /kalender/{here.district} sehen.",),
    ),
    DescribedForm(
        path=f"{ONE}/zurueckziehen",
        title="Ankündigung zurückziehen",
        button="Nicht mehr öffentlich zeigen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_unpublish,
        back=to_event,
        about=_about,
        remarks=lambda _here: ("Wer schon angemeldet ist, bleibt angemeldet und erfährt hiervon nichts.",),
    ),
    DescribedForm(
        path=f"{ONE}/absagen",
        title="Veranstaltung absagen",
        button="Absagen",
        model=CancellationIn,
        fields=lambda _here: (
            Field(name="grounds", title="Warum?", kind="select", options=list(GROUNDS.items())),
            Field(name="on", title="Abgesagt am", kind="date", default=str(today()), more={"max": str(today())}),
        ),
        send=_cancel,
        back=to_event,
        about=_about,
        remarks=lambda _here: (
            "Eine Absage lässt sich nicht zurücknehmen. Auf der öffentlichen Seite steht dann „Fällt aus“.",
            "Bitte rufen Sie die Angemeldeten an.",
        ),
        warns=True,
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
