"""The person of a case: named under a consent, corrected."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.contracts.intake import ConsentPurpose
from services.intake.api import persons
from services.intake.domain.person_fields import NEEDED, PERSON_FIELDS
from services.intake.pages.case_choices import consent_field, consent_options
from services.intake.pages.case_forms import CaseForm, Done, Here, add_forms
from services.intake.pages.common_fields import on_day
from services.intake.persons_queries import find_person
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field, Kind

router: Final = APIRouter()

SAME_NAME: Final = "gleicher-name"
NAMED: Final[tuple[ConsentPurpose, ...]] = ("named_file",)
KINDS: Final[Mapping[str, Kind]] = {"phone": "tel", "email": "email"}
LOOKS: Final[Mapping[str, str]] = {
    "postcode": "fünf Ziffern",
    "phone": "Ziffern, Leerzeichen und die Zeichen + ( ) / -",
    "email": "name@anbieter.de",
}
NO_CONSENT: Final = (
    "Dafür braucht es eine gültige Einwilligung in die Akte mit Namen. Bitte erfassen Sie zuerst die Einwilligung."
)


def _name_fields(known: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(
        Field(
            name=name,
            title=title,
            kind=KINDS.get(name, "text"),
            optional=name not in NEEDED,
            default=known.get(name, ""),
            looks=LOOKS.get(name),
            more={"autocomplete": "off", "maxlength": "200"},
        )
        for name, title in PERSON_FIELDS.items()
    )


def _naming_fields(here: Here) -> Sequence[Field]:
    return (
        consent_field(here, "Einwilligung in die Akte mit Namen", NAMED),
        *_name_fields({}),
        on_day(),
    )


def _before_naming(here: Here) -> Sequence[str]:
    return () if consent_options(here, NAMED) else (NO_CONSENT,)


def _current_names(here: Here) -> Sequence[Field]:
    return _name_fields(find_person(here.service, here.district, here.case).words)


def _name(here: Here, body: persons.NamingIn, context: Context) -> Done:
    named = persons.name_person(here.case, body, here.asking, context, here.service)
    return Done(named.position, (SAME_NAME,) if named.same_name else ())


def _correct(here: Here, body: persons.WordsIn, context: Context) -> Done:
    named = persons.correct_person(here.case, body, here.asking, context, here.service)
    return Done(named.position, (SAME_NAME,) if named.same_name else ())


FORMS: Final = (
    CaseForm(
        anchor="person",
        path="name",
        title="Namen und Kontaktdaten erfassen",
        button="Namen speichern",
        model=persons.NamingIn,
        remarks=_before_naming,
        fields=_naming_fields,
        send=_name,
    ),
    CaseForm(
        anchor="person",
        path="name/berichtigung",
        title="Namen und Kontaktdaten berichtigen",
        button="Berichtigung speichern",
        model=persons.WordsIn,
        fields=_current_names,
        send=_correct,
    ),
)
add_forms(router, FORMS)
