"""Forms about engagements: looking for helpers, correcting, closing, looking once more."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.events.api.engagements import EngagementIn
from services.events.api.fields import LastDayIn
from services.events.engagements_desk import EngagementsDesk
from services.events.known import operations_of, sozialraeume_of
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.events_to_choose import event_field
from services.events.pages.volunteers_here import ENGAGEMENTS, engagement_of, to_volunteers
from services.events.volunteers_words import descriptions
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.times import today

router: Final = APIRouter()

ONE: Final = f"{ENGAGEMENTS}/{{engagement}}"
ABOUT_PUBLIC: Final = (
    "Öffentlich heißt: Alle können die Aufgabe unter „Mitmachen“ sehen und sich anmelden. "
    "Eine Anmeldung gilt erst, wenn Sie zusagen."
)


def _fields(here: Here) -> Sequence[Field]:
    places = [(each, each) for each in sozialraeume_of(here.service.pool, here.district)]
    operations = [(each.operation, each.name) for each in operations_of(here.service.pool, here.district)]
    chosen = engagement_of(here).event_id if "engagement" in here.request.path_params else None
    return (
        Field(name="title", title="Aufgabe", hint="Zum Beispiel: Hausaufgabenhilfe.", more={"maxlength": "200"}),
        Field(name="description", title="Beschreibung", kind="area", optional=True, more={"maxlength": "5000"}),
        *((Field(name="sozialraeume", title="Wo", kind="checks", options=places, optional=True),) if places else ()),
        Field(name="needed", title="Gesuchte Personen", kind="number", optional=True, more={"min": "1"}),
        Field(name="first_day", title="Ab", kind="date", optional=True),
        Field(name="last_day", title="Bis", kind="date", optional=True),
        event_field(here.service.pool, here.district, chosen),
        Field(name="operation", title="Vorhaben", kind="select", options=operations, optional=True, empty="keines"),
        Field(name="public", title="Öffentlich zeigen, mit Anmeldung", kind="check", optional=True),
    )


def _last_day(_here: Here) -> Sequence[Field]:
    return (Field(name="on", title="Letzter Tag", kind="date", default=str(today())),)


def _known(here: Here) -> Mapping[str, str | Sequence[str]]:
    found = engagement_of(here)
    words = descriptions(here.service, here.district, [found])
    said = {
        "title": found.title,
        "description": words.get(found.engagement_id, ""),
        "needed": "" if found.needed is None else str(found.needed),
        "first_day": "" if found.first_day is None else str(found.first_day),
        "last_day": "" if found.last_day is None else str(found.last_day),
        "event_id": str(found.event_id or ""),
        "operation": found.operation or "",
    }
    return {**said, "sozialraeume": found.sozialraeume, **({"public": "true"} if found.public else {})}


def _title(here: Here) -> str:
    return engagement_of(here).title


def _desk(here: Here) -> EngagementsDesk:
    return EngagementsDesk(here.service, here.district)


def _offer(here: Here, body: EngagementIn, context: Context) -> Stored:
    return Stored(_desk(here).offer(body.details, body.texts, context).outcome.position)


def _correct(here: Here, body: EngagementIn, context: Context) -> Stored:
    return Stored(_desk(here).correct(here.named("engagement"), body.details, body.texts, context).position)


def _offer_again(here: Here, body: EngagementIn, context: Context) -> Stored:
    found = engagement_of(here).engagement_id
    return Stored(_desk(here).offer_again(found, body.details, body.texts, context).position)


def _close(here: Here, body: LastDayIn, context: Context) -> Stored:
    return Stored(_desk(here).close(here.named("engagement"), body.day, context).position)


FORMS: Final = (
    DescribedForm(
        path=f"{ENGAGEMENTS}/neu",
        title="Ehrenamtliche suchen",
        button="Aufgabe anlegen",
        model=EngagementIn,
        fields=_fields,
        send=_offer,
        back=to_volunteers,
        remarks=lambda _here: (ABOUT_PUBLIC,),
    ),
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Aufgabe berichtigen",
        button="Angaben speichern",
        model=EngagementIn,
        fields=_fields,
        send=_correct,
        back=to_volunteers,
        about=_title,
        typed=_known,
        remarks=lambda _here: (ABOUT_PUBLIC,),
    ),
    DescribedForm(
        path=f"{ONE}/schliessen",
        title="Niemanden mehr suchen",
        button="Suche beenden",
        model=LastDayIn,
        fields=_last_day,
        send=_close,
        back=to_volunteers,
        about=_title,
        remarks=lambda _here: ("Wer die Aufgabe übernommen hat, behält sie.",),
    ),
    DescribedForm(
        path=f"{ONE}/wieder-suchen",
        title="Wieder Ehrenamtliche suchen",
        button="Wieder suchen",
        model=EngagementIn,
        fields=_fields,
        send=_offer_again,
        back=to_volunteers,
        about=_title,
        typed=_known,
        remarks=lambda _here: (ABOUT_PUBLIC,),
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
