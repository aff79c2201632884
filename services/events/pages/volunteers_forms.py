"""Forms about volunteers: enlisting, correcting, leaving, coming back, erasing. No name is ever in an address."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.contracts.vocabularies import languages
from services.events.api.asking import NothingIn
from services.events.api.fields import LastDayIn
from services.events.api.volunteers import VolunteerIn
from services.events.known import sozialraeume_of
from services.events.opening import SERVICE
from services.events.pages.asking import Here
from services.events.pages.volunteers_here import (
    HELPED,
    VOLUNTEERS,
    to_volunteer,
    to_volunteers,
    volunteer_of,
    volunteer_page,
)
from services.events.volunteers_desk import VolunteersDesk
from services.events.volunteers_wording import ENLISTED_BY, PROVENANCES
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.times import today

router: Final = APIRouter()

ONE: Final = f"{VOLUNTEERS}/{{volunteer}}"
NEVER_REMEMBERED: Final = {"autocomplete": "off"}
TOLD: Final = "Name und Kontakt sehen nur Fachkräfte und Koordination. Auf Wunsch der Person können Sie beides löschen."
NOT_TO_BE_UNDONE: Final = (
    "Name, Telefon, E-Mail und Notiz werden für immer gelöscht. Das lässt sich nicht rückgängig machen.",
    "Die Stunden bleiben erfasst, ohne Namen. Eine Bescheinigung kann danach niemand mehr drucken.",
)


def _fields(here: Here) -> Sequence[Field]:
    return (
        Field(name="name", title="Name", more={**NEVER_REMEMBERED, "maxlength": "200"}),
        Field(name="phone", title="Telefon", kind="tel", optional=True, more=NEVER_REMEMBERED),
        Field(
            name="email",
            title="E-Mail",
            kind="email",
            optional=True,
            looks="name@beispiel.de",
            more=NEVER_REMEMBERED,
        ),
        Field(name="note", title="Notiz", kind="area", optional=True, hint="Zum Beispiel: nur vormittags."),
        Field(name="on", title="Dabei seit", kind="date", default=str(today()), more={"max": str(today())}),
        *_places(here),
        Field(
            name="languages",
            title="Sprachen",
            kind="checks",
            options=list(languages().items()),
            optional=True,
            folded=True,
        ),
    )


def _fields_of_a_new_one(here: Here) -> Sequence[Field]:
    asked = Field(
        name="provenance", title="Wie kam die Person zu uns?", kind="radios", options=list(ENLISTED_BY.items())
    )
    return (*_fields(here), asked)


def _fields_of_a_known_one(here: Here) -> Sequence[Field]:
    """How somebody came stays as it is."""
    came = Field(
        name="provenance", title="Wie kam die Person zu uns?", kind="radios", options=list(PROVENANCES.items())
    )
    return (*_fields(here), came)


def _places(here: Here) -> Sequence[Field]:
    known = sozialraeume_of(here.service.pool, here.district)
    if not known:
        return ()
    options = [(each, each) for each in known]
    return (Field(name="sozialraeume", title="Hilft in", kind="checks", options=options, optional=True),)


def _known(here: Here) -> Mapping[str, str | Sequence[str]]:
    found = volunteer_of(here)
    return {
        **found.words.known,
        "on": str(found.entry.on),
        "provenance": found.entry.provenance,
        "sozialraeume": found.entry.sozialraeume,
        "languages": found.entry.languages,
    }


def _back_again(here: Here) -> Mapping[str, str | Sequence[str]]:
    """Back since today, for all that is known."""
    return {**_known(here), "on": str(today())}


def _day(_here: Here) -> Sequence[Field]:
    return (Field(name="on", title="Letzter Tag", kind="date", default=str(today())),)


def _nothing(_here: Here) -> Sequence[Field]:
    return ()


def _name(here: Here) -> str:
    return volunteer_of(here).name


def _desk(here: Here) -> VolunteersDesk:
    return VolunteersDesk(here.service, here.district)


def _enlist(here: Here, body: VolunteerIn, context: Context) -> Stored:
    made = _desk(here).enlist(body.details, body.texts, context)
    return Stored(made.outcome.position, volunteer_page(made.id))


def _correct(here: Here, body: VolunteerIn, context: Context) -> Stored:
    return Stored(_desk(here).correct(here.named("volunteer"), body.details, body.texts, context).position)


def _return(here: Here, body: VolunteerIn, context: Context) -> Stored:
    return Stored(_desk(here).enlist_again(here.named("volunteer"), body.details, body.texts, context).position)


def _leave(here: Here, body: LastDayIn, context: Context) -> Stored:
    return Stored(_desk(here).leave(here.named("volunteer"), body.day, context).position)


def _erase(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(_desk(here).erase(here.named("volunteer"), context).position)


FORMS: Final = (
    DescribedForm(
        path=f"{VOLUNTEERS}/neu",
        title="Ehrenamtliche aufnehmen",
        button="Aufnehmen",
        model=VolunteerIn,
        fields=_fields_of_a_new_one,
        send=_enlist,
        back=to_volunteers,
        typed=lambda _here: {"provenance": "staff"},
        remarks=lambda _here: (TOLD,),
    ),
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Angaben berichtigen",
        button="Angaben speichern",
        model=VolunteerIn,
        fields=_fields_of_a_known_one,
        send=_correct,
        back=to_volunteer,
        about=_name,
        typed=_known,
        remarks=lambda _here: (TOLD,),
    ),
    DescribedForm(
        path=f"{ONE}/austritt",
        title="Hilft nicht mehr mit",
        button="Austragen",
        model=LastDayIn,
        fields=_day,
        send=_leave,
        back=to_volunteer,
        about=_name,
    ),
    DescribedForm(
        path=f"{ONE}/wieder-dabei",
        title="Hilft wieder mit",
        button="Wieder aufnehmen",
        model=VolunteerIn,
        fields=_fields_of_a_known_one,
        send=_return,
        back=to_volunteer,
        about=_name,
        typed=_back_again,
    ),
    DescribedForm(
        path=f"{ONE}/loeschen",
        title="Name und Kontakt löschen",
        button="Für immer löschen",
        model=NothingIn,
        fields=_nothing,
        send=_erase,
        back=to_volunteer,
        about=_name,
        remarks=lambda _here: NOT_TO_BE_UNDONE,
        warns=True,
    ),
)
add_forms(router, SERVICE, HELPED, FORMS)
