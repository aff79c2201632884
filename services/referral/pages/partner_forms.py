"""Forms about a partner's own entry: taking up, correcting, confirming, asking for it, taking out."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from services.contracts.vocabularies import partner_kinds
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.times import today
from services.referral.api.directory_fields import AssuranceIn, LastDayIn
from services.referral.api.partners import PartnerIn
from services.referral.assuring import assure_all
from services.referral.directory_texts import words_of
from services.referral.directory_wording import HEARD_FROM
from services.referral.links_desk import LinksDesk
from services.referral.mail_desk import MailDesk
from services.referral.opening import SERVICE
from services.referral.pages.asking import WRITERS, Here
from services.referral.pages.directory_here import PARTNERS, partner_of, partner_page
from services.referral.partners_desk import PartnersDesk

router: Final = APIRouter()

ONE: Final = f"{PARTNERS}/{{partner}}"
ABOUT_PUBLIC: Final = (
    "Öffentlich heißt: Alle können Name, Orte und Angebote im Verzeichnis und im Standortatlas sehen. "
    "Kleine Partner und Ehrenamtliche müssen dort nicht stehen. Ansprechpersonen stehen nie öffentlich."
)


class NothingIn(BaseModel):
    """A form with a button and nothing else."""

    model_config = ConfigDict(extra="forbid")


# --- Fields --------------------------------------------------------------------------


def details_fields(_here: Here) -> Sequence[Field]:
    """What is known of a partner; the names are those of the API."""
    return (
        Field(name="name", title="Name der Einrichtung", more={"maxlength": "200"}),
        Field(name="kind", title="Partnerart", kind="select", options=list(partner_kinds().items())),
        Field(name="description", title="Beschreibung", kind="area", optional=True, more={"maxlength": "2000"}),
        Field(name="phone", title="Telefon", kind="tel", optional=True),
        Field(name="email", title="E-Mail", kind="email", optional=True, looks="kontakt@beispiel.de"),
        Field(
            name="website",
            title="Internetseite",
            optional=True,
            hint="Mit https:// am Anfang.",
            looks="https://www.beispiel.de",
        ),
        Field(name="takes_mail", title="Nimmt Vermittlungen per E-Mail entgegen", kind="check", optional=True),
        Field(name="public", title="Im öffentlichen Verzeichnis zeigen", kind="check", optional=True),
    )


def last_day_field(_here: Here) -> Sequence[Field]:
    return (Field(name="on", title="Letzter Tag", kind="date", default=str(today())),)


def heard_fields(_here: Here) -> Sequence[Field]:
    """When and how somebody learned that an entry is right."""
    return (
        Field(name="provenance", title="Wie?", kind="radios", options=list(HEARD_FROM.items())),
        Field(name="on", title="Am", kind="date", default=str(today()), more={"max": str(today())}),
    )


def _known(here: Here) -> Mapping[str, str]:
    """The entry as it stands; erased words are typed anew or stay away."""
    partner = partner_of(here)
    ticked = {"takes_mail": partner.takes_mail, "public": partner.public}
    return {
        "name": partner.name,
        "kind": partner.kind,
        **words_of(here.service, here.district, partner).known,
        **{name: "true" for name, is_ticked in ticked.items() if is_ticked},
    }


# --- Commands ------------------------------------------------------------------------


def _list(here: Here, body: PartnerIn, context: Context) -> Stored:
    made = PartnersDesk(here.service, here.district).list_partner(body.details, body.texts, context)
    return Stored(made.outcome.position, partner_page(made.id))


def _relist(here: Here, body: PartnerIn, context: Context) -> Stored:
    desk = PartnersDesk(here.service, here.district)
    return Stored(desk.relist_partner(here.named("partner"), body.details, body.texts, context).position)


def _correct(here: Here, body: PartnerIn, context: Context) -> Stored:
    desk = PartnersDesk(here.service, here.district)
    return Stored(desk.correct_partner(here.named("partner"), body.details, body.texts, context).position)


def _delist(here: Here, body: LastDayIn, context: Context) -> Stored:
    desk = PartnersDesk(here.service, here.district)
    return Stored(desk.delist_partner(here.named("partner"), body.day, context).position)


def _assure(here: Here, body: AssuranceIn, context: Context) -> Stored:
    word = (body.day, body.provenance)
    return Stored(assure_all(here.service, here.district, here.named("partner"), word, context).position)


def _ask_by_mail(here: Here, _body: NothingIn, context: Context) -> Stored:
    """A link to the partner's own entries, by mail."""
    partner = partner_of(here).partner_id
    issued = LinksDesk(here.service, here.district).for_entries(partner, "link_by_mail", context)
    MailDesk(here.service, here.district).ask(partner, "assurance", context, link_id=issued.link_id)
    return Stored(None)


# --- Forms ---------------------------------------------------------------------------


def to_partner(here: Here) -> str:
    return partner_page(here.named("partner"))


def name_of(here: Here) -> str:
    return partner_of(here).name


def _about_mail(here: Here) -> Sequence[str]:
    words = words_of(here.service, here.district, partner_of(here))
    address = words.known.get("email")
    if address is None:
        return ("Es ist keine E-Mail-Adresse bekannt. Bitte zuerst die Angaben berichtigen, oder anrufen.",)
    told = f"Der Partner bekommt eine E-Mail an {address} mit einem Link zu seinen eigenen Angaben."
    if MailDesk(here.service, here.district).is_set_up:
        return (told,)
    return (told, "Auf dieser Plattform ist der Versand noch nicht eingerichtet: Die E-Mail wartet so lange.")


FORMS: Final = (
    DescribedForm(
        path=f"{PARTNERS}/neu",
        title="Partner aufnehmen",
        button="Partner aufnehmen",
        model=PartnerIn,
        fields=details_fields,
        send=_list,
        back=lambda _here: PARTNERS,
        remarks=lambda _here: (ABOUT_PUBLIC,),
    ),
    DescribedForm(
        path=f"{ONE}/wieder-aufnehmen",
        title="Partner wieder aufnehmen",
        button="Wieder aufnehmen",
        model=PartnerIn,
        fields=details_fields,
        send=_relist,
        back=to_partner,
        about=name_of,
        typed=_known,
        remarks=lambda _here: ("Der Partner ist danach wieder da, mit allen Orten und Angeboten.", ABOUT_PUBLIC),
    ),
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Angaben berichtigen",
        button="Angaben speichern",
        model=PartnerIn,
        fields=details_fields,
        send=_correct,
        back=to_partner,
        about=name_of,
        typed=_known,
        remarks=lambda _here: ("Berichtigen ist nicht bestätigen: Die Frist läuft weiter.", ABOUT_PUBLIC),
    ),
    DescribedForm(
        path=f"{ONE}/bestaetigung",
        title="Angaben bestätigen",
        button="Alles stimmt",
        model=AssuranceIn,
        fields=heard_fields,
        send=_assure,
        back=to_partner,
        about=name_of,
        remarks=lambda _here: ("Das gilt für den Partner und alle seine Angebote im Verzeichnis.",),
    ),
    DescribedForm(
        path=f"{ONE}/bestaetigung-erbitten",
        title="Um Bestätigung bitten",
        button="E-Mail senden",
        model=NothingIn,
        fields=lambda _here: (),
        send=_ask_by_mail,
        back=to_partner,
        about=name_of,
        remarks=_about_mail,
    ),
    DescribedForm(
        path=f"{ONE}/austragen",
        title="Aus dem Verzeichnis nehmen",
        button="Austragen",
        model=LastDayIn,
        fields=last_day_field,
        send=_delist,
        back=to_partner,
        about=name_of,
        remarks=lambda _here: (
            "Nach dem letzten Tag wird niemand mehr dorthin vermittelt. Alles Bisherige bleibt erhalten.",
        ),
    ),
)
add_forms(router, SERVICE, WRITERS, FORMS)
