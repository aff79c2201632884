"""How long the district waits for its partners, over HTTP."""

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.vocabularies import partner_kinds
from services.kernel.web import Recorded
from services.referral.api.asking import COMMAND, READING, Asked, Service
from services.referral.api.directory_fields import PartnerKind
from services.referral.api.referral_access import Access, Koordination
from services.referral.domain.terms import LONGEST, Days
from services.referral.referrals_desk import ReferralsDesk
from services.referral.terms_queries import terms_of

router: Final = APIRouter(prefix="/terms")

AnswerDays = Annotated[int, Field(title="Tage bis zur Antwort", ge=1, le=LONGEST["answer_days"], examples=[14])]
ArrivalDays = Annotated[
    int, Field(title="Tage bis zum ersten Treffen", ge=1, le=LONGEST["arrival_days"], examples=[28])
]
OutcomeDays = Annotated[int, Field(title="Tage bis zum Ergebnis", ge=1, le=LONGEST["outcome_days"], examples=[90])]
AssureDays = Annotated[
    int, Field(title="Tage bis zur nächsten Bestätigung", ge=1, le=LONGEST["assure_days"], examples=[180])
]


class TermsIn(BaseModel):
    """Days from the step before."""

    model_config = ConfigDict(extra="forbid", title="Fristen")

    partner_kind: PartnerKind | None = Field(default=None, title="Partnerart; ohne Angabe alle ohne eigene Fristen")
    answer_days: AnswerDays
    arrival_days: ArrivalDays
    outcome_days: OutcomeDays
    assure_days: AssureDays


class TermsOut(BaseModel):
    model_config = ConfigDict(title="Fristen einer Partnerart")

    partner_kind: str | None = Field(title="Partnerart; null: alle ohne eigene Fristen")
    answer_days: int = Field(title="Tage bis zur Antwort")
    arrival_days: int = Field(title="Tage bis zum ersten Treffen")
    outcome_days: int = Field(title="Tage bis zum Ergebnis")
    assure_days: int = Field(title="Tage bis zur nächsten Bestätigung")


@router.get("", summary="Fristen nach Partnerart", **READING)
def all_terms(access: Access, service: Service) -> list[TermsOut]:
    """Erst die für alle, dann die der Partnerarten, für die eigene gelten."""
    terms = terms_of(service.pool, access.district)
    kinds = [None, *(kind for kind in partner_kinds() if kind in terms.by_kind)]
    return [TermsOut(partner_kind=kind, **asdict(terms.of(kind))) for kind in kinds]


@router.post("", summary="Fristen setzen", **COMMAND)
def set_terms(body: TermsIn, asking: Koordination, service: Service, context: Asked) -> Recorded:
    """Die zuletzt gesetzten gelten."""
    days = Days(**body.model_dump(exclude={"partner_kind"}))
    outcome = ReferralsDesk(service, asking.district).set_terms(body.partner_kind, days, context)
    return Recorded(position=outcome.position)
