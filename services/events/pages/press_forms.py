"""Forms about press items: recording, correcting, taking back."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from fastapi import APIRouter

from services.events.api.asking import NothingIn
from services.events.api.press import PressItemIn
from services.events.calendar_queries import CalendarAsked, CalendarEntry, calendar, entry_of
from services.events.domain.press_item import UnknownPressItem
from services.events.known import operations_of, sozialraeume_of
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.press import PRESS
from services.events.press_desk import PressDesk
from services.events.press_queries import PressEntry, press_item, press_words
from services.events.press_wording import CHANNELS, TONES
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day as written_day
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()

ONE: Final = f"{PRESS}/{{item}}"
# Reports are about what was lately, or is to be soon.
EVENTS_AROUND: Final = timedelta(days=180)
ABOUT_TONE: Final = "Gemeint ist, wie der Beitrag vom Stadtteil und seinen Menschen spricht."


def _item(here: Here) -> PressEntry:
    """The item in the address. Raises a Problem (404)."""
    found = press_item(here.service.pool, here.district, here.named("item"))
    if found is None:
        raise not_found(UnknownPressItem.title)
    return found


def _fields(here: Here) -> Sequence[Field]:
    places = [(each, each) for each in sozialraeume_of(here.service.pool, here.district)]
    operations = [(each.operation, each.name) for each in operations_of(here.service.pool, here.district)]
    day = str(today())
    return (
        Field(name="on", title="Erschienen am", kind="date", default=day, more={"max": day}),
        Field(name="medium", title="Medium", hint="Zum Beispiel: Südthüringer Zeitung.", more={"maxlength": "200"}),
        Field(name="channel", title="Kanal", kind="select", options=list(CHANNELS.items())),
        Field(name="tone", title="Ton", kind="radios", options=list(TONES.items()), hint=ABOUT_TONE),
        Field(name="own", title="Von uns selbst veröffentlicht", kind="check", optional=True),
        Field(name="headline", title="Überschrift", optional=True, more={"maxlength": "200"}),
        Field(
            name="address",
            title="Adresse im Internet",
            optional=True,
            hint="Mit https:// am Anfang.",
            looks="https://www.zeitung.de/beitrag",
        ),
        Field(name="reach", title="Reichweite", kind="number", optional=True, hint="Auflage, Aufrufe oder Hörer."),
        *((Field(name="sozialraeume", title="Über", kind="checks", options=places, optional=True),) if places else ()),
        Field(name="operation", title="Vorhaben", kind="select", options=operations, optional=True, empty="keines"),
        _event_field(here),
        Field(name="note", title="Notiz", kind="area", optional=True, more={"maxlength": "5000"}),
    )


def _event_field(here: Here) -> Field:
    """Events around today, and in any case the one that an item names already."""
    around = (today() - EVENTS_AROUND, today() + EVENTS_AROUND)
    events = calendar(here.service.pool, here.district, CalendarAsked(period=around))
    named = _named_event(here)
    known = {each.event_id: each for each in (*events, *(() if named is None else (named,)))}
    options = [(str(key), f"{each.title}, {written_day(each.on)}") for key, each in known.items()]
    return Field(name="event_id", title="Veranstaltung", kind="select", options=options, optional=True, empty="keine")


def _named_event(here: Here) -> CalendarEntry | None:
    found = _item(here) if "item" in here.request.path_params else None
    if found is None or found.event_id is None:
        return None
    return entry_of(here.service.pool, here.district, found.event_id)


def _known(here: Here) -> Mapping[str, str | Sequence[str]]:
    found = _item(here)
    words = press_words(here.service, here.district, [found])[found.item_id]
    return {
        **words.known,
        "on": str(found.on),
        "medium": found.medium,
        "channel": found.channel,
        "tone": found.tone,
        "reach": "" if found.reach is None else str(found.reach),
        "sozialraeume": found.sozialraeume,
        "operation": found.operation or "",
        "event_id": str(found.event_id or ""),
        **({"own": "true"} if found.own else {}),
    }


def _about(here: Here) -> str:
    found = _item(here)
    return f"{found.medium}, {written_day(found.on)}"


def _desk(here: Here) -> PressDesk:
    return PressDesk(here.service, here.district)


def _to_press(_here: Here) -> str:
    return PRESS


def _to_item(here: Here) -> str:
    return f"{PRESS}/{here.named('item')}"


def _nothing(_here: Here) -> Sequence[Field]:
    return ()


def _record(here: Here, body: PressItemIn, context: Context) -> Stored:
    made = _desk(here).record(body.details, body.texts, context)
    return Stored(made.outcome.position, f"{PRESS}/{made.id}")


def _correct(here: Here, body: PressItemIn, context: Context) -> Stored:
    return Stored(_desk(here).correct(here.named("item"), body.details, body.texts, context).position)


def _withdraw(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(_desk(here).withdraw(here.named("item"), context).position, PRESS)


FORMS: Final = (
    DescribedForm(
        path=f"{PRESS}/neu",
        title="Beitrag erfassen",
        button="Beitrag erfassen",
        model=PressItemIn,
        fields=_fields,
        send=_record,
        back=_to_press,
    ),
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Beitrag berichtigen",
        button="Angaben speichern",
        model=PressItemIn,
        fields=_fields,
        send=_correct,
        back=_to_item,
        about=_about,
        typed=_known,
    ),
    DescribedForm(
        path=f"{ONE}/zuruecknehmen",
        title="Beitrag zurücknehmen",
        button="Zurücknehmen",
        model=NothingIn,
        fields=_nothing,
        send=_withdraw,
        back=_to_item,
        about=_about,
        remarks=lambda _here: ("Der Beitrag zählt danach nirgends mehr.",),
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
