"""Forms about the places of a partner: taking up, correcting, giving up."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.referral.api.directory_fields import LastDayIn
from services.referral.api.partner_places import LocationIn
from services.referral.domain.location import LONGEST_POSTCODE
from services.referral.known import sozialraeume_of
from services.referral.opening import SERVICE
from services.referral.pages.asking import WRITERS, Here
from services.referral.pages.directory_here import location_of, partner_of
from services.referral.pages.partner_forms import ONE, last_day_field, name_of, to_partner
from services.referral.partners_desk import PartnersDesk
from services.referral.wording import ACCESSIBILITIES

router: Final = APIRouter()

PLACES: Final = f"{ONE}/orte"
PLACE: Final = f"{PLACES}/{{location}}"


def _fields(here: Here) -> Sequence[Field]:
    known = ", ".join(sozialraeume_of(here.service.pool, here.district))
    coordinate = "Zum Beispiel 50.8365. Damit steht der Ort auf der Karte."
    return (
        Field(name="name", title="Name des Ortes", hint="Zum Beispiel: Beratungszentrum am Markt."),
        Field(name="street", title="Straße und Hausnummer", optional=True),
        Field(name="postcode", title="Postleitzahl", optional=True, more={"maxlength": str(LONGEST_POSTCODE)}),
        Field(name="city", title="Ort", optional=True),
        Field(name="sozialraum", title="Sozialraum", optional=True, hint=f"Bekannt: {known}." if known else None),
        Field(name="latitude", title="Breite (WGS 84)", optional=True, hint=coordinate, more={"inputmode": "decimal"}),
        Field(name="longitude", title="Länge (WGS 84)", optional=True, more={"inputmode": "decimal"}),
        Field(name="accessibility", title="Barrierefreiheit", kind="checks", options=list(ACCESSIBILITIES.items())),
    )


def _known(here: Here) -> Mapping[str, str | Sequence[str]]:
    place = location_of(here)
    texts = {
        "name": place.name,
        "street": place.street,
        "postcode": place.postcode,
        "city": place.city,
        "sozialraum": place.sozialraum,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }
    return {
        "accessibility": list(place.accessibility),
        **{name: str(text) for name, text in texts.items() if text is not None},
    }


def _list(here: Here, body: LocationIn, context: Context) -> Stored:
    desk = PartnersDesk(here.service, here.district)
    return Stored(desk.list_location(here.named("partner"), body.details, context).outcome.position)


def _correct(here: Here, body: LocationIn, context: Context) -> Stored:
    desk = PartnersDesk(here.service, here.district)
    outcome = desk.correct_location(here.named("partner"), here.named("location"), body.details, context)
    return Stored(outcome.position)


def _delist(here: Here, body: LastDayIn, context: Context) -> Stored:
    desk = PartnersDesk(here.service, here.district)
    outcome = desk.delist_location(here.named("partner"), here.named("location"), body.day, context)
    return Stored(outcome.position)


def _names(here: Here) -> str:
    return f"{location_of(here).name}, {partner_of(here).name}"


FORMS: Final = (
    DescribedForm(
        path=f"{PLACES}/neu",
        title="Ort aufnehmen",
        button="Ort aufnehmen",
        model=LocationIn,
        fields=_fields,
        send=_list,
        back=to_partner,
        about=name_of,
        remarks=lambda _here: ("Nur Orte, an denen man den Partner trifft; keine Privatanschriften.",),
    ),
    DescribedForm(
        path=f"{PLACE}/angaben",
        title="Ort berichtigen",
        button="Angaben speichern",
        model=LocationIn,
        fields=_fields,
        send=_correct,
        back=to_partner,
        about=_names,
        typed=_known,
    ),
    DescribedForm(
        path=f"{PLACE}/aufgeben",
        title="Ort aufgeben",
        button="Ort aufgeben",
        model=LastDayIn,
        fields=last_day_field,
        send=_delist,
        back=to_partner,
        about=_names,
        remarks=lambda _here: ("Angebote bleiben; sie finden dort nach diesem Tag nicht mehr statt.",),
    ),
)
add_forms(router, SERVICE, WRITERS, FORMS)
