"""A partner looks at its own entries in the directory, says what it takes at the moment, and that the rest is right."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from services.contracts.referral import Capacity
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import SEE_OTHER
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.kernel.pages.small_form import Field as Shown
from services.kernel.problems import FieldError
from services.kernel.times import today
from services.referral.directory import OfferEntry, PartnerEntry, directory
from services.referral.directory_texts import NO_WORDS, Words, directory_texts
from services.referral.following import following
from services.referral.link_kinds import ENTRIES
from services.referral.offers_desk import CapacityWord, OffersDesk
from services.referral.pages.partner_door import THANKS
from services.referral.pages.partner_visit import PartnerHere, answer_context, visitor_of, whom_to_ring
from services.referral.partners_desk import PartnersDesk
from services.referral.wording import CAPACITIES

OFFER: Final = "angebot-"
NOT_YOURS: Final = "Das Angebot steht nicht mehr im Verzeichnis. Bitte laden Sie die Seite neu."
TEXTS: Final = {"description": "Beschreibung", "phone": "Telefon", "email": "E-Mail", "website": "Internetseite"}

router: Final = APIRouter()
Visitor = Annotated[PartnerHere, Depends(visitor_of(ENTRIES))]


class EntriesIn(BaseModel):
    """Offer -> whether it takes anybody at the moment; offers of which nothing is said are left out."""

    model_config = ConfigDict(extra="forbid")

    capacities: dict[UUID, Capacity]


def _shape(typed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    said = {name.removeprefix(OFFER): values[-1] for name, values in typed.items() if name.startswith(OFFER)}
    return {"capacities": said, **{name: values for name, values in typed.items() if not name.startswith(OFFER)}}


@router.get(ENTRIES.path)
def show_entries(here: Visitor) -> Response:
    return _page(here, blank())


@router.post(ENTRIES.path)
async def confirm_entries(request: Request, here: Visitor) -> Response:
    context = await answer_context(request, here)
    form = await fill(request, EntriesIn, _shape)
    return await run_in_threadpool(_stored, here, form, context)


def _stored(here: PartnerHere, form: Filled[EntriesIn], context: Context) -> Response:
    if form.model is None:
        return _page(here, form, UNPROCESSABLE)
    if not form.model.capacities.keys() <= {offer.offer_id for offer in _offers(here)}:
        return _page(here, Filled(form.typed, None, [FieldError("", NOT_YOURS)]), CONFLICT)
    try:
        _confirm(here, form.model.capacities, context)
    except RuleViolation as broken:
        return _page(here, form.refused(broken), CONFLICT)
    return RedirectResponse(THANKS, SEE_OTHER)


def _confirm(here: PartnerHere, capacities: Mapping[UUID, Capacity], context: Context) -> None:
    """Each entry is a stream of its own: sent again, what is stored already adds nothing, and the rest is completed."""
    ids, day = here.service.ids(here.district), today()
    desk = OffersDesk(here.service, here.district)
    for offer in _offers(here):
        said = capacities.get(offer.offer_id)
        if said is not None:
            word = CapacityWord(capacity=said, on=day, provenance="partner_link")
            desk.state_capacity(offer.offer_id, word, following(ids, context, f"capacity {offer.offer_id}"))
        desk.assure_offer(offer.offer_id, day, "partner_link", following(ids, context, f"assure {offer.offer_id}"))
    PartnersDesk(here.service, here.district).assure_partner(here.link.partner_id, day, "partner_link", context)


def _offers(here: PartnerHere) -> tuple[OfferEntry, ...]:
    listed = directory(here.service.pool, here.district).listed(today())
    return listed.offers_by_partner.get(here.link.partner_id, ())


def _page(here: PartnerHere, form: Filled[Any], status: int = 200) -> Response:
    partner = directory(here.service.pool, here.district).partners[here.link.partner_id]
    offers = _offers(here)
    found = directory_texts(here.service, here.district, [partner, *offers])

    def words(entry: PartnerEntry | OfferEntry) -> Words:
        return NO_WORDS if entry.details_id is None else found.get(entry.details_id, NO_WORDS)

    fields = [_field(offer, words(offer).get("description")) for offer in offers]
    context = {
        "form": form,
        "partner": partner,
        "texts": [(title, words(partner).get(key)) for key, title in TEXTS.items()],
        "fields": fields,
        "titles": {field.name: field.title for field in fields},
        "asking": here.asking,
        "whom_to_ring": whom_to_ring(here.asking),
    }
    return rendered(here.request, "referral/antwort_eintrag.html", context, status=status)


def _field(offer: OfferEntry, description: str | None) -> Shown:
    return Shown(
        name=f"{OFFER}{offer.offer_id}",
        title=offer.name,
        kind="radios",
        hint=description,
        options=tuple(CAPACITIES.items()),
        optional="open",
        default=offer.capacity or "",
    )
