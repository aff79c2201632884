"""*Zu bestätigen*: entries of the directory that are due, longest first; each confirmed with one click."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from services.contracts.referral import Provenance
from services.contracts.vocabularies import partner_kinds
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, asked, blank, filled
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.kernel.problems import invalid_input
from services.kernel.requests import Session
from services.kernel.store import Outcome
from services.kernel.times import today
from services.referral.api.asking import Service
from services.referral.application import Referral
from services.referral.directory import directory
from services.referral.directory_queries import agreements
from services.referral.directory_wording import CONFIRMED_BY
from services.referral.freshness_queue import queue
from services.referral.offers_desk import OffersDesk
from services.referral.opening import SERVICE
from services.referral.pages.asking import ReaderHere, Sent, WriterHere, may_write
from services.referral.pages.directory_here import PARTNERS
from services.referral.partners_desk import PartnersDesk
from services.referral.terms_queries import terms_of

router: Final = APIRouter()

FRESHNESS: Final = f"{PARTNERS}/auffrischung"
CONFIRMED: Final = f"{FRESHNESS}/bestaetigt"
A_PAGE: Final = 50
SOON: Final = 60  # days ahead in which an agreement that runs out is shown here


class QueueAsked(BaseModel):
    """Which part of the queue."""

    model_config = ConfigDict(extra="forbid")

    kind: str | None = None


class ConfirmedIn(BaseModel):
    """An entry is right; ``offer`` None: the partner's own."""

    model_config = ConfigDict(extra="forbid")

    partner: UUID
    offer: UUID | None = None
    provenance: Provenance


@router.get(FRESHNESS)
def freshness_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """What is due today."""
    return _page(request, service, asking, blank())


@router.post(CONFIRMED)
def confirm_entry(
    request: Request,
    asking: WriterHere,
    context: Sent,
    service: Service,
    form: Annotated[Filled[ConfirmedIn], Depends(filled(ConfirmedIn))],
) -> Response:
    """Today, by telephone, on a visit, or from the partner's own pages."""
    if form.model is None:
        return _page(request, service, asking, form, UNPROCESSABLE)
    try:
        outcome = _confirmed(service, asking.district, form.model, context)
    except RuleViolation as broken:
        return _page(request, service, asking, form.refused(broken), CONFLICT)
    return see_other(FRESHNESS, SERVICE, outcome.position)


def _confirmed(service: Referral, district: str, body: ConfirmedIn, context: Context) -> Outcome:
    if body.offer is not None:
        return OffersDesk(service, district).assure_offer(body.offer, today(), body.provenance, context)
    return PartnersDesk(service, district).assure_partner(body.partner, today(), body.provenance, context)


def _page(
    request: Request, service: Referral, asking: Session, form: Filled[ConfirmedIn], status: int = 200
) -> Response:
    wished = asked(request, QueueAsked)
    if wished.model is None:
        raise invalid_input(wished.errors)
    day, known = today(), directory(service.pool, asking.district)
    due = [
        each
        for each in queue(known, terms_of(service.pool, asking.district), day)
        if wished.model.kind in {None, each.partner.kind}
    ]
    soon = [each for each in agreements(service.pool, asking.district) if each.runs_out(day, SOON)]
    context = {
        "form": form,
        "wished": wished,
        "kinds": list(partner_kinds().items()),
        "narrowed": wished.model.kind is not None,
        "rows": due[:A_PAGE],
        "total": len(due),
        "ways": list(CONFIRMED_BY.items()),
        "agreements": len(soon),
        "within": SOON,
        "may_write": may_write(asking),
    }
    return rendered(request, "referral/partner_auffrischung.html", context, status=status)
