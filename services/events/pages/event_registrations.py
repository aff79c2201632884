"""Forms about who is registered for an event, for the team: by telephone, given back, contact details deleted."""

from typing import Final

from fastapi import APIRouter

from services.events.api.asking import NothingIn
from services.events.api.registrations import RegistrationIn
from services.events.event_wording import when_of
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.event_here import ONE, event_of, title_of, to_event
from services.events.registrations_desk import RegistrationsDesk, forgotten_on
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day

router: Final = APIRouter()

PERSONS: Final = Field(
    name="persons", title="Wie viele Personen?", kind="number", default="1", more={"min": "1", "max": "20"}
)


def _request(here: Here, body: RegistrationIn, context: Context) -> Stored:
    desk = RegistrationsDesk(here.service, here.district)
    found = desk.request_place(here.named("event"), body.persons, body.texts, context)
    return Stored(found.made.outcome.position)


def _release(here: Here, _body: NothingIn, context: Context) -> Stored:
    desk = RegistrationsDesk(here.service, here.district)
    return Stored(desk.release_place(here.named("event"), here.named("registration"), context).position)


def _forget(here: Here, _body: NothingIn, _context: Context) -> Stored:
    entry = event_of(here)
    desk = RegistrationsDesk(here.service, here.district)
    desk.forget_registrations(entry.event_id, forgotten_on(entry.last_day))
    return Stored(None)


def _when_forgotten(here: Here) -> tuple[str, ...]:
    first_day = day(forgotten_on(event_of(here).last_day))
    return (
        "Name, Telefon und E-Mail aller Angemeldeten werden gelöscht. Das lässt sich nicht rückgängig machen.",
        f"Vor dem {first_day} wird nichts gelöscht: So lange können Rückfragen kommen.",
    )


FORMS: Final = (
    DescribedForm(
        path=f"{ONE}/anmeldungen/neu",
        title="Jemanden anmelden",
        button="Anmelden",
        model=RegistrationIn,
        fields=lambda _here: (
            Field(name="name", title="Name", more={"maxlength": "200"}),
            PERSONS,
            Field(name="phone", title="Telefon", kind="tel", optional=True, more={"maxlength": "50"}),
            Field(name="email", title="E-Mail", kind="email", optional=True, more={"maxlength": "200"}),
        ),
        send=_request,
        back=to_event,
        about=lambda here: f"{title_of(here)}, {when_of(event_of(here))}",
    ),
    DescribedForm(
        path=f"{ONE}/anmeldungen/loeschen",
        title="Kontaktdaten der Angemeldeten löschen",
        button="Endgültig löschen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_forget,
        back=to_event,
        about=title_of,
        remarks=_when_forgotten,
        warns=True,
    ),
    DescribedForm(
        path=f"{ONE}/anmeldungen/{{registration}}/abmelden",
        title="Platz zurückgeben",
        button="Abmelden",
        model=NothingIn,
        fields=lambda _here: (),
        send=_release,
        back=to_event,
        about=title_of,
        remarks=lambda _here: ("Der Platz geht an die Warteliste. Name und Kontakt werden gelöscht.",),
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
