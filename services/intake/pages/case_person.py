"""The person of a case: named, corrected, joined with earlier contacts, linked with ESF participations."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter

from services.contracts.intake import ConsentPurpose
from services.contracts.vocabularies import contact_kinds
from services.intake.api import persons
from services.intake.api.access import access_desk
from services.intake.choices_queries import operations
from services.intake.contacts_queries import ContactRow, ContactsAsked, contacts
from services.intake.directory import staff_id_of
from services.intake.domain.joining import LAWFUL
from services.intake.domain.person_fields import NEEDED, PERSON_FIELDS
from services.intake.pages.case_choices import consent_options, operation_of
from services.intake.pages.case_forms import CaseForm, Done, Field, Here, Kind, add_forms, done
from services.intake.pages.common_fields import on_day
from services.intake.persons_queries import find_person
from services.kernel.deciders import Context
from services.kernel.pages.wording import day

router: Final = APIRouter()

SAME_NAME: Final = "gleicher-name"
NOTICE_MISSING: Final = "merkblatt-fehlt"
OWN_CONTACTS: Final = 50
NAMED: Final[tuple[ConsentPurpose, ...]] = ("named_file",)
KINDS: Final[Mapping[str, Kind]] = {"phone": "tel", "email": "email"}
NO_CONSENT: Final = (
    "Dafür braucht es eine gültige Einwilligung in die Akte mit Namen. Bitte erfassen Sie zuerst die Einwilligung."
)
NO_JOINING_CONSENT: Final = (
    "Dafür braucht es eine gültige Einwilligung der Person in eine Akte. Bitte erfassen Sie zuerst die Einwilligung."
)
ONLY_POINTED_OUT: Final = "Bitte nur Kontakte wählen, die die Person selbst nennt und denen sie zustimmt."
NO_OWN_CONTACTS: Final = "Sie haben in diesem Vorhaben keine anonymen Kontakte erfasst."


def _name_fields(known: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(
        Field(
            name=name,
            title=title,
            kind=KINDS.get(name, "text"),
            optional=name not in NEEDED,
            default=known.get(name, ""),
            more={"autocomplete": "off", "maxlength": "200"},
        )
        for name, title in PERSON_FIELDS.items()
    )


def _consent_field(here: Here, title: str, purposes: Collection[ConsentPurpose]) -> Field:
    choices = consent_options(here, purposes)
    default = choices[0][0] if len(choices) == 1 else ""
    return Field(name="consent_id", title=title, kind="select", options=choices, default=default)


def _naming_fields(here: Here) -> Sequence[Field]:
    return (
        _consent_field(here, "Einwilligung in die Akte mit Namen", NAMED),
        *_name_fields({}),
        on_day(),
    )


def _before_naming(here: Here) -> Sequence[str]:
    return () if consent_options(here, NAMED) else (NO_CONSENT,)


def _current_names(here: Here) -> Sequence[Field]:
    return _name_fields(find_person(here.service, here.district, here.case).words)


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
        _consent_field(here, "Einwilligung", LAWFUL),
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


def _name(here: Here, body: persons.NamingIn, context: Context) -> Done:
    named = persons.name_person(here.case, body, here.asking, context, here.service)
    return Done(named.position, (SAME_NAME,) if named.same_name else ())


def _correct(here: Here, body: persons.WordsIn, context: Context) -> Done:
    named = persons.correct_person(here.case, body, here.asking, context, here.service)
    return Done(named.position, (SAME_NAME,) if named.same_name else ())


def _join(here: Here, body: persons.JoiningIn, context: Context) -> Done:
    return done(persons.join_contacts(here.case, body, here.asking, context, here.service))


def _link(here: Here, body: persons.LinkIn, context: Context) -> Done:
    linked = persons.link_participation(here.case, body, here.asking, context, here.service)
    return Done(linked.position, (NOTICE_MISSING,) if linked.warnings else ())


def _unlink(here: Here, body: persons.UnlinkIn, context: Context) -> Done:
    participation: UUID = here.named("participation")
    answer = persons.unlink_participation(
        case=here.case,
        participation=participation,
        _body=body,
        asking=here.asking,
        context=context,
        service=here.service,
    )
    return done(answer)


def _of_the_person(**of: Any) -> CaseForm:
    return CaseForm(anchor="person", **of)


def _of_participations(**of: Any) -> CaseForm:
    return CaseForm(anchor="teilnahmen", **of)


FORMS: Final = (
    _of_the_person(
        path="name",
        title="Namen und Kontaktdaten erfassen",
        button="Namen speichern",
        model=persons.NamingIn,
        remarks=_before_naming,
        fields=_naming_fields,
        send=_name,
    ),
    _of_the_person(
        path="name/berichtigung",
        title="Namen und Kontaktdaten berichtigen",
        button="Berichtigung speichern",
        model=persons.WordsIn,
        fields=_current_names,
        send=_correct,
    ),
    _of_the_person(
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
