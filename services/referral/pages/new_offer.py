"""*Angebot aufnehmen*: what is similar is shown before a further one stands beside it."""

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, with_errors_at
from services.kernel.times import today
from services.referral.api.asking import Service
from services.referral.api.offer_fields import NewOfferIn, OfferIn
from services.referral.directory import directory
from services.referral.domain.offer_listing import SimilarOffersExist
from services.referral.offers_desk import OffersDesk
from services.referral.opening import SERVICE
from services.referral.pages.asking import Here, Sent, WriterHere
from services.referral.pages.directory_here import offer_page, partner_of, partner_page
from services.referral.pages.offer_fields import new_offer_fields, shaped_offer
from services.referral.pages.partner_forms import ONE

router: Final = APIRouter()

NEW: Final = f"{ONE}/angebote/neu"


@router.get(NEW)
def new_offer(request: Request, asking: WriterHere, service: Service) -> Response:
    return _page(Here(request, service, asking), blank(languages=["de"]))


@router.post(NEW)
async def list_new_offer(request: Request, asking: WriterHere, context: Sent, service: Service) -> Response:
    """To the offer; or the form once more, with what is similar above it."""
    form = await fill(request, NewOfferIn, shaped_offer)
    return await run_in_threadpool(_stored, Here(request, service, asking), form, context)


def _stored(here: Here, form: Filled[NewOfferIn], context: Context) -> Response:
    if form.model is None:
        return _page(here, form, status=UNPROCESSABLE)
    body, desk = form.model, OffersDesk(here.service, here.district)
    try:
        made = desk.list_offer(here.named("partner"), body.details, body.texts, context, shown=body.similar)
    except SimilarOffersExist:
        return _page(here, form, similar=_similar(here, body), status=CONFLICT)
    except RuleViolation as broken:
        return _page(here, form.refused(broken), status=CONFLICT)
    return see_other(offer_page(made.id), SERVICE, made.outcome.position)


def _similar(here: Here, body: OfferIn) -> list[dict[str, Any]]:
    """The offers that do much the same, whose they are, and why they are shown."""
    known = directory(here.service.pool, here.district).listed(today())
    found = OffersDesk(here.service, here.district).similar_to(here.named("partner"), body.details)
    return [
        {"offer": offer, "partner": known.partners[offer.partner_id].name, "grounds": each.grounds}
        for each in found
        for offer in [known.offers[each.offer_id]]
    ]


def _page(here: Here, form: Filled[Any], similar: list[dict[str, Any]] | None = None, status: int = 200) -> Response:
    partner, fields = partner_of(here), new_offer_fields(here)
    context = {
        "partner": partner.name,
        "back": f"{partner_page(partner.partner_id)}#angebote",
        "fields": fields,
        "titles": {each.name: each.title for each in fields},
        "form": with_errors_at(fields, form),
        "similar": similar or [],
    }
    return rendered(here.request, "referral/angebot_neu.html", context, status=status)
