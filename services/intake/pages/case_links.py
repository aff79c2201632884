"""What belongs to a case's person: earlier anonymous contacts, ESF participations."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter

from services.contracts.vocabularies import contact_kinds
from services.intake.api import persons
from services.intake.api.access import access_desk
from services.intake.choices_queries import operations
from services.intake.contacts_queries import ContactRow, ContactsAsked, contacts
from services.intake.directory import staff_id_of
from services.intake.domain.joining import LAWFUL
from services.intake.pages.case_choices import consent_field, consent_options, operation_of
from services.intake.pages.case_forms import CaseForm, Done, Here, add_forms, done
from services.intake.pages.common_fields import on_day
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day

router: Final = APIRouter()

NOTICE_MISSING: Final = "merkblatt-fehlt"
OWN_CONTACTS: Final = 50
NO_JOINING_CONSENT: Final = (
    "Dafür braucht es eine gültige Einwilligung der Person in eine Akte. Bitte erfassen Sie zuerst die Einwilligung."
)
ONLY_POINTED_OUT: Final = "Bitte nur Kontakte wählen, die die Person selbst nennt und denen sie zustimmt."
NO_OWN_CONTACTS: Final = "Sie haben in diesem Vorhaben keine anonymen Kontakte erfasst."


def _own_contacts(here: Here) -> Sequence[ContactRow]:
    """The newest anonymous contacts that the asker has recorded in the operation of the case."""
    staff = staff_id_of(here.asking.caller.actor)
    if staff is None:
        return ()
    asked = ContactsAsked(operation=operation_of(here), staff=staff, anonymous=True)
    asker = access_desk(here.service, here.asking).asker
    return contacts(here.service.pool, here.district, asker, asked, (None, OWN_CONTACTS))


def _in_words(row: ContactRow) -> str:
    parts = [day(row.on_day), contact_kinds().get(row.kind or ""), row.sozialraum]
    return ", ".join([part for part in parts if part] + ([f"{row.minutes} Minuten"] if row.minutes else []))


def _joining_fields(here: Here) -> Sequence[Field]:
    choices = [(str(row.contact), _in_words(row)) for row in _own_contacts(here)]
    return (
        Field(name="contact_ids", title="Meine anonymen Kontakte, neueste zuerst", kind="checks", options=choices),
        consent_field(here, "Einwilligung", LAWFUL),
        on_day(),
    )


def _before_joining(here: Here) -> Sequence[str]:
    missing = () if consent_options(here, LAWFUL) else (NO_JOINING_CONSENT,)
    return (*missing, ONLY_POINTED_OUT if _own_contacts(here) else NO_OWN_CONTACTS)


def _link_fields(here: Here) -> Sequence[Field]:
    choices = [(each.operation, each.name) for each in operations(here.service.pool, here.district)]
    return (
        Field(name="operation", title="Vorhaben", kind="select", options=choices, default=operation_of(here)),
        Field(
            name="participant_no",
            title="Teilnehmernummer",
            hint="Steht auf dem Fragebogen.",
            more={"autocomplete": "off", "maxlength": "40"},
        ),
    )


def _join(here: Here, body: persons.JoiningIn, context: Context) -> Done:
    return done(persons.join_contacts(here.case, body, here.asking, context, here.service))


def _link(here: Here, body: persons.LinkIn, context: Context) -> Done:
    linked = persons.link_participation(here.case, body, here.asking, context, here.service)
    return Done(linked.position, (NOTICE_MISSING,) if linked.warnings else ())


def _unlink(here: Here, body: persons.UnlinkIn, context: Context) -> Done:
    participation = here.named("participation")
    answer = persons.unlink_participation(
        case=here.case,
        participation=participation,
        _body=body,
        asking=here.asking,
        context=context,
        service=here.service,
    )
    return done(answer)


def _of_participations(**of: Any) -> CaseForm:
    return CaseForm(anchor="teilnahmen", **of)


FORMS: Final = (
    CaseForm(
        anchor="person",
        path="fruehere-kontakte",
        title="Frühere anonyme Kontakte zuordnen",
        button="Kontakte zuordnen",
        model=persons.JoiningIn,
        remarks=_before_joining,
        fields=_joining_fields,
        send=_join,
    ),
    _of_participations(
        path="teilnahmen/zuordnen",
        title="ESF-Teilnahme zuordnen",
        button="Teilnahme zuordnen",
        model=persons.LinkIn,
        fields=_link_fields,
        send=_link,
    ),
    _of_participations(
        path="teilnahmen/{participation}/loesen",
        title="Zuordnung einer ESF-Teilnahme lösen",
        button="Zuordnung lösen",
        model=persons.UnlinkIn,
        remarks=lambda _: ("Die Teilnahme selbst bleibt gespeichert. Sie gehört danach zu keinem Fall mehr.",),
        warns=True,
        fields=lambda _: (),
        send=_unlink,
    ),
)
add_forms(router, FORMS)
