"""Forms about whom one talks to at a partner. Their names and numbers are never in an address or a fact."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found
from services.referral.api.directory_fields import LastDayIn
from services.referral.api.partner_contacts import ContactIn
from services.referral.contact_persons import ContactPerson, contact_persons
from services.referral.domain.contact_person import UnknownContactPerson
from services.referral.opening import SERVICE
from services.referral.pages.asking import WRITERS, Here
from services.referral.pages.directory_here import partner_of
from services.referral.pages.partner_forms import ONE, last_day_field, name_of, to_partner
from services.referral.partner_ties_desk import PartnerTiesDesk
from services.referral.partners_desk import PartnersDesk

router: Final = APIRouter()

PEOPLE: Final = f"{ONE}/ansprechpersonen"
PERSON: Final = f"{PEOPLE}/{{person}}"
FIELDS: Final = (
    Field(name="name", title="Name", more={"autocomplete": "off"}),
    Field(name="task", title="Aufgabe", optional=True, hint="Zum Beispiel: Leitung, Terminvergabe."),
    Field(name="phone", title="Telefon", kind="tel", optional=True, more={"autocomplete": "off"}),
    Field(
        name="email",
        title="E-Mail",
        kind="email",
        optional=True,
        looks="kontakt@beispiel.de",
        more={"autocomplete": "off"},
    ),
)
TOLD: Final = (
    "Bitte nur dienstliche Angaben, und nur wenn die Person davon weiß. "
    "Sehen können sie Fachkräfte und Koordination dieses Landkreises."
)


def _fields(_here: Here) -> Sequence[Field]:
    return FIELDS


def _person(here: Here) -> ContactPerson:
    """The person in the address. Raises a Problem (404)."""
    wanted = here.named("person")
    found = contact_persons(here.service, here.district, partner_of(here).partner_id)
    for each in found:
        if each.contact_person_id == wanted:
            return each
    raise not_found(UnknownContactPerson.title)


def _known(here: Here) -> Mapping[str, str]:
    return _person(here).words.known


def _names(here: Here) -> str:
    return f"{_person(here).words.get('name')}, {partner_of(here).name}"


def _desk(here: Here) -> PartnerTiesDesk:
    return PartnerTiesDesk(PartnersDesk(here.service, here.district))


def _list(here: Here, body: ContactIn, context: Context) -> Stored:
    return Stored(_desk(here).list_contact(here.named("partner"), body.texts, context).outcome.position)


def _correct(here: Here, body: ContactIn, context: Context) -> Stored:
    outcome = _desk(here).correct_contact(here.named("partner"), here.named("person"), body.texts, context)
    return Stored(outcome.position)


def _delist(here: Here, body: LastDayIn, context: Context) -> Stored:
    outcome = _desk(here).delist_contact(here.named("partner"), here.named("person"), body.day, context)
    return Stored(outcome.position)


FORMS: Final = (
    DescribedForm(
        path=f"{PEOPLE}/neu",
        title="Ansprechperson aufnehmen",
        button="Ansprechperson aufnehmen",
        model=ContactIn,
        fields=_fields,
        send=_list,
        back=to_partner,
        about=name_of,
        remarks=lambda _here: (TOLD,),
    ),
    DescribedForm(
        path=f"{PERSON}/angaben",
        title="Ansprechperson berichtigen",
        button="Angaben speichern",
        model=ContactIn,
        fields=_fields,
        send=_correct,
        back=to_partner,
        about=_names,
        typed=_known,
        remarks=lambda _here: (TOLD,),
    ),
    DescribedForm(
        path=f"{PERSON}/austragen",
        title="Ansprechperson austragen",
        button="Austragen",
        model=LastDayIn,
        fields=last_day_field,
        send=_delist,
        back=to_partner,
        about=_names,
        remarks=lambda _here: ("Die Person ist nach diesem Tag nicht mehr Ansprechperson.",),
    ),
)
add_forms(router, SERVICE, WRITERS, FORMS)
