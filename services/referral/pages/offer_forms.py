"""Forms about an offer that is there: correcting, confirming, taking out and back, whether it takes anybody."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.referral.api.directory_fields import AssuranceIn, LastDayIn
from services.referral.api.offer_fields import CapacityIn, OfferIn
from services.referral.directory import directory
from services.referral.offers_desk import OffersDesk
from services.referral.opening import SERVICE
from services.referral.pages.asking import WRITERS, Here
from services.referral.pages.directory_here import OFFERS, offer_of, offer_page
from services.referral.pages.offer_fields import as_typed, known_offer_fields, shaped_offer
from services.referral.pages.partner_forms import heard_fields, last_day_field
from services.referral.wording import CAPACITIES

router: Final = APIRouter()

ONE: Final = f"{OFFERS}/{{offer}}"


def to_offer(here: Here) -> str:
    return offer_page(here.named("offer"))


def name_of(here: Here) -> str:
    """The offer in the address, and whose it is. Raises a Problem (404)."""
    offer = offer_of(here)
    return f"{offer.name}, {directory(here.service.pool, here.district).partners[offer.partner_id].name}"


def _details(here: Here) -> Sequence[Field]:
    return [each for each in known_offer_fields(here, offer_of(here)) if each.kind != "checks" or each.options]


def _known(here: Here) -> Mapping[str, str | Sequence[str]]:
    return as_typed(here, offer_of(here))


def _capacity_fields(_here: Here) -> Sequence[Field]:
    return (
        Field(name="capacity", title="Nimmt das Angebot auf?", kind="radios", options=list(CAPACITIES.items())),
        Field(
            name="until",
            title="Voraussichtlich bis",
            kind="date",
            optional=True,
            hint="Nur bei Warteliste oder wenn zurzeit niemand aufgenommen wird.",
        ),
        *heard_fields(_here),
    )


def _desk(here: Here) -> OffersDesk:
    return OffersDesk(here.service, here.district)


def _correct(here: Here, body: OfferIn, context: Context) -> Stored:
    return Stored(_desk(here).correct_offer(here.named("offer"), body.details, body.texts, context).position)


def _relist(here: Here, body: OfferIn, context: Context) -> Stored:
    return Stored(_desk(here).relist_offer(here.named("offer"), body.details, body.texts, context).position)


def _delist(here: Here, body: LastDayIn, context: Context) -> Stored:
    return Stored(_desk(here).delist_offer(here.named("offer"), body.day, context).position)


def _assure(here: Here, body: AssuranceIn, context: Context) -> Stored:
    return Stored(_desk(here).assure_offer(here.named("offer"), body.day, body.provenance, context).position)


def _state(here: Here, body: CapacityIn, context: Context) -> Stored:
    return Stored(_desk(here).state_capacity(here.named("offer"), body.word, context).position)


FORMS: Final = (
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Angaben berichtigen",
        button="Angaben speichern",
        model=OfferIn,
        fields=_details,
        send=_correct,
        back=to_offer,
        about=name_of,
        typed=_known,
        shape=shaped_offer,
        remarks=lambda _here: ("Berichtigen ist nicht bestätigen: Die Frist läuft weiter.",),
    ),
    DescribedForm(
        path=f"{ONE}/wieder-aufnehmen",
        title="Angebot wieder aufnehmen",
        button="Wieder aufnehmen",
        model=OfferIn,
        fields=_details,
        send=_relist,
        back=to_offer,
        about=name_of,
        typed=_known,
        shape=shaped_offer,
    ),
    DescribedForm(
        path=f"{ONE}/bestaetigung",
        title="Angaben bestätigen",
        button="Alles stimmt",
        model=AssuranceIn,
        fields=heard_fields,
        send=_assure,
        back=to_offer,
        about=name_of,
    ),
    DescribedForm(
        path=f"{ONE}/aufnahme",
        title="Aufnahme angeben",
        button="Speichern",
        model=CapacityIn,
        fields=_capacity_fields,
        send=_state,
        back=to_offer,
        about=name_of,
    ),
    DescribedForm(
        path=f"{ONE}/austragen",
        title="Aus dem Verzeichnis nehmen",
        button="Austragen",
        model=LastDayIn,
        fields=last_day_field,
        send=_delist,
        back=to_offer,
        about=name_of,
        remarks=lambda _here: ("Nach dem letzten Tag wird niemand mehr dorthin vermittelt.",),
    ),
)
add_forms(router, SERVICE, WRITERS, FORMS)
