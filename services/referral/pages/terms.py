"""*Fristen*: how long the district waits for answers, first meetings and results, by kind of partner."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from services.contracts.vocabularies import partner_kinds
from services.kernel.deciders import RuleViolation
from services.kernel.pages.asking import signed_in
from services.kernel.pages.forms import Filled, blank, filled
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.referral.access_desk import access_desk
from services.referral.api.asking import Service
from services.referral.application import Referral
from services.referral.domain.terms import LONGEST, Days, Terms
from services.referral.opening import SERVICE
from services.referral.pages.asking import Sent
from services.referral.pages.referral_here import REFERRALS
from services.referral.referrals_desk import ReferralsDesk
from services.referral.terms_queries import terms_of

router: Final = APIRouter()

TERMS: Final = f"{REFERRALS}/fristen"
ALL_OTHERS: Final = "alle übrigen"
TITLES: Final = {
    "partner_kind": "Partnerart",
    "answer_days": "Tage bis zur Antwort",
    "arrival_days": "Tage bis zum ersten Treffen",
    "outcome_days": "Tage bis zum Ergebnis",
    "assure_days": "Tage, nach denen Einträge zu bestätigen sind",
}
KoordinationHere = Annotated[Session, Depends(signed_in(SERVICE, Role.KOORDINATION))]


class TermsIn(BaseModel):
    """``partner_kind`` None: all kinds that have no terms of their own."""

    model_config = ConfigDict(extra="forbid")

    partner_kind: str | None = None
    answer_days: int
    arrival_days: int
    outcome_days: int
    assure_days: int

    @property
    def days(self) -> Days:
        return Days(
            answer_days=self.answer_days,
            arrival_days=self.arrival_days,
            outcome_days=self.outcome_days,
            assure_days=self.assure_days,
        )


@router.get(TERMS)
def terms_page(
    request: Request,
    asking: KoordinationHere,
    service: Service,
    kind: Annotated[str | None, Query(alias="art", title="Partnerart", max_length=60)] = None,
) -> Response:
    """All terms, and a form for one kind, filled in with what counts now."""
    return _page(request, service, asking, kind if kind in partner_kinds() else None)


@router.post(TERMS)
def set_terms(
    request: Request,
    asking: KoordinationHere,
    context: Sent,
    service: Service,
    form: Annotated[Filled[TermsIn], Depends(filled(TermsIn))],
) -> Response:
    access_desk(service, asking).expect("set_terms")
    body = form.model
    if body is None:
        return _page(request, service, asking, None, (form, UNPROCESSABLE))
    try:
        stored = ReferralsDesk(service, asking.district).set_terms(body.partner_kind, body.days, context)
    except RuleViolation as broken:
        return _page(request, service, asking, None, (form.refused(broken), CONFLICT))
    return see_other(TERMS, SERVICE, stored.position)


def _page(
    request: Request,
    service: Referral,
    asking: Session,
    kind: str | None,
    refused: tuple[Filled[TermsIn], int] | None = None,
) -> Response:
    terms = terms_of(service.pool, asking.district)
    form, status = refused or (_as_typed(terms, kind), 200)
    context = {
        "form": form,
        "titles": TITLES,
        "kinds": list(partner_kinds().items()),
        "longest": LONGEST,
        "rows": _rows(terms),
    }
    return rendered(request, "referral/weitervermittlung_fristen.html", context, status=status)


def _as_typed(terms: Terms, kind: str | None) -> Filled[TermsIn]:
    days = terms.of(kind)
    numbers = {name: str(getattr(days, name)) for name in LONGEST}
    return blank(partner_kind=kind or "", **numbers)


def _rows(terms: Terms) -> list[tuple[str, str, Days]]:
    """What holds for all, then the kinds with terms of their own."""
    own = [(label, key, terms.by_kind[key]) for key, label in partner_kinds().items() if key in terms.by_kind]
    return [(ALL_OTHERS, "", terms.of(None)), *own]
